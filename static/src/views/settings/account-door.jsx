// @ts-check
import { useSignal } from "@preact/signals";
import { createAccount, recover, signIn } from "../../app/actions.js";
import { t } from "../../lib/i18n.js";
import { TextField } from "./text-field.jsx";
import { Outcome, useTrying } from "./trying.jsx";

/** @typedef {"create" | "sign-in" | "recover"} Way */

const WAYS = /** @type {Way[]} */ (["create", "sign-in", "recover"]);
const PASSWORD_MIN = 8;

/**
 * Three ways in. What was studied before joins the account. Where an account's progress is already here, only that
 * account may come back.
 * @param {{known: string, showCode: (code: string) => void}} props known: the name of that account, or empty
 */
export function AccountDoor({ known, showCode }) {
  const ways = known ? WAYS.filter((each) => each !== "create") : WAYS;
  const way = useSignal(ways[0]);
  const name = useSignal(known);
  const password = useSignal("");
  const code = useSignal("");
  const trying = useTrying();

  async function enter() {
    const credentials = { name: name.value.trim(), password: password.value };
    if (way.value === "sign-in") return signIn(credentials);
    const made =
      way.value === "create"
        ? await createAccount(credentials)
        : await recover({
            name: credentials.name,
            recovery_code: code.value.trim(),
            new_password: password.value,
          });
    showCode(made.recovery_code);
  }

  /** @param {SubmitEvent} event */
  function submit(event) {
    event.preventDefault();
    trying.run(enter);
  }
  const isNew = way.value !== "sign-in";
  return (
    <section class="panel">
      <fieldset class="segments">
        <legend class="spoken">{t("account.way")}</legend>
        {ways.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name="way"
              checked={each === way.value}
              onChange={() => {
                way.value = each;
              }}
            />
            <span>{t(`account.${each}`)}</span>
          </label>
        ))}
      </fieldset>
      <p class="small soft">
        {known && way.value === "sign-in" ? t("account.again") : t(`account.${way.value}-words`)}
      </p>
      <form class="stack" onSubmit={submit}>
        <TextField label={t("account.name")} value={name} complete="username" maxLength={64} />
        {way.value === "recover" && (
          <TextField label={t("account.recovery-code")} value={code} complete="off" />
        )}
        <TextField
          label={way.value === "recover" ? t("account.new-password") : t("account.password")}
          value={password}
          type="password"
          complete={isNew ? "new-password" : "current-password"}
          hint={isNew ? t("account.password-hint", { n: PASSWORD_MIN }) : undefined}
          minLength={isNew ? PASSWORD_MIN : undefined}
        />
        <Outcome trying={trying} />
        <button type="submit" class="button main large" disabled={trying.busy}>
          {trying.busy ? t("account.working") : t(`account.${way.value}-do`)}
        </button>
      </form>
    </section>
  );
}
