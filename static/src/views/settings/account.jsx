// @ts-check
import { useSignal } from "@preact/signals";
import { account, syncStatus } from "../../app/state.js";
import { t } from "../../lib/i18n.js";
import { keepUnwrittenCode, unwrittenCode } from "../../lib/unwritten-code.js";
import { Icon } from "../icons.jsx";
import { SyncLine } from "../sync-line.jsx";
import { AccountDoor } from "./account-door.jsx";
import { DeleteAccount } from "./delete-account.jsx";
import { Devices } from "./devices.jsx";
import { PasswordChange, RecoveryCodeChange } from "./passwords.jsx";
import { RecoveryCode } from "./recovery-code.jsx";
import { SignOut } from "./sign-out.jsx";

/** Who: make an account or sign in; then its devices, passwords, and the ways out. */
export function Account() {
  const recoveryCode = useSignal(unwrittenCode());
  const isDeleted = useSignal(false);
  /** @param {string} code empty: it is written down */
  const showCode = (code) => {
    keepUnwrittenCode(code);
    recoveryCode.value = code;
  };
  const signedIn = account.value !== null && syncStatus.value?.phase !== "signed_out";
  return (
    <div class="page settings">
      <a class="back small" href="/settings">
        <Icon name="back" size={18} />
        {t("settings.back")}
      </a>
      <header class="page-head">
        <h1 tabIndex={-1}>{t("account.title")}</h1>
        <p class="soft small">
          {account.value
            ? t(signedIn ? "account.signed-in" : "account.of", { name: account.value.name })
            : t("account.why")}
        </p>
      </header>
      {recoveryCode.value && <RecoveryCode code={recoveryCode.value} close={() => showCode("")} />}
      {isDeleted.value && (
        <p class="message good" role="status">
          {t("delete.done")}
        </p>
      )}
      {signedIn && <SignedIn showCode={showCode} />}
      {!signedIn && <AccountDoor known={account.value?.name ?? ""} showCode={showCode} />}
      {account.value && <SignOut />}
      {signedIn && <DeleteAccount deleted={() => (isDeleted.value = true)} />}
    </div>
  );
}

/** @param {{showCode: (code: string) => void}} props */
function SignedIn({ showCode }) {
  return (
    <>
      <section class="panel">
        <h2>{t("account.sync")}</h2>
        <SyncLine />
      </section>
      <Devices />
      <PasswordChange />
      <RecoveryCodeChange showCode={showCode} />
    </>
  );
}
