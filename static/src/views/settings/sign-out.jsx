// @ts-check
import { useSignal } from "@preact/signals";
import { leaveAccount, signOut } from "../../app/actions.js";
import { syncStatus } from "../../app/state.js";
import { t } from "../../lib/i18n.js";
import { Dialog } from "../dialog.jsx";
import { download } from "./portable.jsx";
import { Outcome, useTrying } from "./trying.jsx";

/** Leaving takes the account's progress off this device: what no server has yet is told first. */
export function SignOut() {
  const asking = useSignal(false);
  const trying = useTrying();
  const { waiting = 0, rejected = 0, phase = "idle" } = syncStatus.value ?? {};
  const unsent = waiting + rejected;
  const isOut = phase === "signed_out";
  /** The server has not said that it holds what is here. */
  const isDoubtful = isOut || phase === "failed";
  const close = () => {
    asking.value = false;
  };
  return (
    <section class="panel">
      <h2>{t("sign-out.title")}</h2>
      <p class="small soft">{t(isOut ? "sign-out.or-keep" : "sign-out.words")}</p>
      <button
        type="button"
        class="button"
        onClick={() => {
          asking.value = true;
        }}
      >
        {t("sign-out.do")}
      </button>
      {asking.value && (
        <Dialog title={t("sign-out.title")} close={close}>
          <div class="stack">
            {unsent > 0 && <p>{t("sign-out.unsent", { n: unsent })}</p>}
            {isDoubtful && <p>{t(isOut ? "sign-out.unknown" : "sign-out.unconfirmed")}</p>}
            {unsent === 0 && !isDoubtful && <p>{t("sign-out.all-sent")}</p>}
            {(unsent > 0 || phase !== "idle") && <Outcome trying={trying} />}
            <div class="cluster">
              <button
                type="button"
                class="button main"
                disabled={trying.busy}
                onClick={() => trying.run(() => (isOut ? leaveAccount() : signOut()))}
              >
                {t(mainName(isOut, unsent > 0 || isDoubtful))}
              </button>
              {(unsent > 0 || isDoubtful) && (
                <>
                  <button
                    type="button"
                    class="button"
                    disabled={trying.busy}
                    onClick={() => trying.run(download)}
                  >
                    {t("sign-out.download")}
                  </button>
                  <button
                    type="button"
                    class="button danger"
                    disabled={trying.busy}
                    onClick={() => trying.run(() => signOut({ discard_unsent: true }))}
                  >
                    {unsent > 0 ? t("sign-out.discard", { n: unsent }) : t("sign-out.clear")}
                  </button>
                </>
              )}
              <button type="button" class="button" onClick={close}>
                {t("sign-out.stay")}
              </button>
            </div>
          </div>
        </Dialog>
      )}
    </section>
  );
}

/** @param {boolean} isOut @param {boolean} isLacking something may not be on the server */
function mainName(isOut, isLacking) {
  if (isOut) return "sign-out.keep";
  return isLacking ? "sign-out.upload" : "sign-out.do";
}
