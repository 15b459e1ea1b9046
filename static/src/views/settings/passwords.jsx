// @ts-check
import { useSignal } from "@preact/signals";
import { changePassword, newRecoveryCode } from "../../app/actions.js";
import { account } from "../../app/state.js";
import { t } from "../../lib/i18n.js";
import { TextField, WhosePassword } from "./text-field.jsx";
import { Outcome, useTrying } from "./trying.jsx";

const PASSWORD_MIN = 8;

/** There is no name to be wrong here, only the current password. @param {any} error @returns {never} */
function tellWhich(error) {
  if (error.code === "wrong_password") error.code = "wrong_current_password";
  throw error;
}

/** A new password signs the other devices out. */
export function PasswordChange() {
  const current = useSignal("");
  const next = useSignal("");
  const changed = useSignal(false);
  const trying = useTrying();

  /** @param {SubmitEvent} event */
  async function submit(event) {
    event.preventDefault();
    const change = { current_password: current.value, new_password: next.value };
    changed.value = await trying.run(() => changePassword(change).catch(tellWhich));
    if (changed.value) current.value = next.value = "";
  }
  return (
    <details class="panel">
      <summary>{t("password.title")}</summary>
      <form class="stack" onSubmit={submit}>
        <WhosePassword name={account.value?.name ?? ""} />
        <p class="small soft">{t("password.words")}</p>
        <TextField
          label={t("password.current")}
          value={current}
          type="password"
          complete="current-password"
        />
        <TextField
          label={t("account.new-password")}
          value={next}
          type="password"
          complete="new-password"
          hint={t("account.password-hint", { n: PASSWORD_MIN })}
          minLength={PASSWORD_MIN}
        />
        <Outcome trying={trying} good={changed.value && t("password.changed")} />
        <button type="submit" class="button" disabled={trying.busy}>
          {t("password.do")}
        </button>
      </form>
    </details>
  );
}

/** A new recovery code; the old one no longer opens anything. @param {{showCode: (code: string) => void}} props */
export function RecoveryCodeChange({ showCode }) {
  const password = useSignal("");
  const trying = useTrying();

  /** @param {SubmitEvent} event */
  function submit(event) {
    event.preventDefault();
    trying.run(async () => {
      const { recovery_code } = await newRecoveryCode({ password: password.value });
      password.value = "";
      showCode(recovery_code);
    });
  }
  return (
    <details class="panel">
      <summary>{t("recovery.new")}</summary>
      <form class="stack" onSubmit={submit}>
        <WhosePassword name={account.value?.name ?? ""} />
        <p class="small soft">{t("recovery.new-words")}</p>
        <TextField
          label={t("account.password")}
          value={password}
          type="password"
          complete="current-password"
        />
        <Outcome trying={trying} />
        <button type="submit" class="button" disabled={trying.busy}>
          {t("recovery.make")}
        </button>
      </form>
    </details>
  );
}
