// @ts-check
import { useSignal } from "@preact/signals";
import { deleteAccount } from "../../app/actions.js";
import { account } from "../../app/state.js";
import { t } from "../../lib/i18n.js";
import { TextField, WhosePassword } from "./text-field.jsx";
import { Outcome, useTrying } from "./trying.jsx";

/**
 * Everything of the account goes from the server. Typing its name is the second thought.
 * @param {{deleted: () => void}} props
 */
export function DeleteAccount({ deleted }) {
  const typed = useSignal("");
  const password = useSignal("");
  const trying = useTrying();
  const name = account.value?.name ?? "";

  /** @param {SubmitEvent} event */
  function submit(event) {
    event.preventDefault();
    if (typed.value.trim() !== name) return;
    trying.run(() => deleteAccount({ password: password.value }).then(deleted));
  }
  return (
    <details class="panel">
      <summary>{t("delete.title")}</summary>
      <form class="stack" onSubmit={submit}>
        <WhosePassword name={account.value?.name ?? ""} />
        <p class="small">{t("delete.words")}</p>
        <TextField
          label={t("delete.type-name", { name })}
          value={typed}
          complete="off"
          maxLength={64}
        />
        <TextField
          label={t("account.password")}
          value={password}
          type="password"
          complete="current-password"
        />
        <Outcome trying={trying} />
        <button
          type="submit"
          class="button danger"
          disabled={trying.busy || typed.value.trim() !== name}
        >
          {t("delete.do")}
        </button>
      </form>
    </details>
  );
}
