// @ts-check
import { useSignal } from "@preact/signals";
import { signOut } from "../../app/actions.js";
import { syncStatus } from "../../app/state.js";
import { t } from "../../lib/i18n.js";
import { Dialog } from "../dialog.jsx";
import { download } from "./portable.jsx";
import { Outcome, useTrying } from "./trying.jsx";

/** Leaving takes the account's progress off this device: what no server has yet is told first. */
export function SignOut() {
  const asking = useSignal(false);
  const trying = useTrying();
  const unsent = (syncStatus.value?.waiting ?? 0) + (syncStatus.value?.rejected ?? 0);
  const close = () => {
    asking.value = false;
  };
  return (
    <section class="panel">
      <h2>{t("sign-out.title")}</h2>
      <p class="small soft">{t("sign-out.words")}</p>
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
            <p>{unsent > 0 ? t("sign-out.unsent", { n: unsent }) : t("sign-out.all-sent")}</p>
            <Outcome trying={trying} />
            <div class="cluster">
              <button
                type="button"
                class="button main"
                disabled={trying.busy}
                onClick={() => trying.run(() => signOut())}
              >
                {t(unsent > 0 ? "sign-out.upload" : "sign-out.do")}
              </button>
              {unsent > 0 && (
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
                    {t("sign-out.discard", { n: unsent })}
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
