// @ts-check
import { useSignal } from "@preact/signals";
import { changeSetting } from "../../app/actions.js";
import { settings } from "../../app/state.js";
import { hourWords, percentWords } from "../../lib/format.js";
import { failureWords, t } from "../../lib/i18n.js";

/** @typedef {"desired_retention" | "new_lists_per_day" | "rollover_hour"} SettingName */

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const LOWEST = 70;
const HIGHEST = 97;

/** What travels with the account: how sure, how many, and when a day begins. */
export function StudySettings() {
  const failure = useSignal("");
  const chosen = settings.value;
  if (!chosen) return null;

  /** @param {SettingName} name @param {number} value */
  async function change(name, value) {
    failure.value = "";
    try {
      await changeSetting(name, value);
    } catch (error) {
      failure.value = failureWords(error);
    }
  }
  return (
    <section class="panel">
      <h2>{t("settings.study")}</h2>
      <Retention
        value={chosen.desired_retention}
        change={(value) => change("desired_retention", value)}
      />
      <NewLists
        value={chosen.new_lists_per_day}
        change={(value) => change("new_lists_per_day", value)}
      />
      <label class="field">
        <span class="field-name">{t("settings.rollover")}</span>
        <select
          value={chosen.rollover_hour}
          onChange={(event) => change("rollover_hour", Number(event.currentTarget.value))}
        >
          {HOURS.map((hour) => (
            <option key={hour} value={hour}>
              {hourWords(hour)}
            </option>
          ))}
        </select>
        <span class="small soft">{t("settings.rollover-words")}</span>
      </label>
      {failure.value && (
        <p class="message" role="alert">
          {failure.value}
        </p>
      )}
    </section>
  );
}

/** The slider shows where it goes while it is dragged; only where it is left becomes the setting. @param {{value: number, change: (value: number) => Promise<void>}} props */
function Retention({ value, change }) {
  const chosen = useSignal(/** @type {number | null} */ (null));
  const percent = chosen.value ?? Math.round(value * 100);

  /** @param {HTMLInputElement} input */
  function follow({ valueAsNumber: typed }) {
    if (typed >= LOWEST && typed <= HIGHEST) chosen.value = Math.round(typed);
  }

  /** @param {HTMLInputElement} input */
  async function choose(input) {
    const typed = input.valueAsNumber;
    const kept = Number.isFinite(typed)
      ? Math.min(HIGHEST, Math.max(LOWEST, Math.round(typed)))
      : percent;
    // The field keeps what was typed when the setting stays as it is: nothing is drawn then.
    input.value = String(kept);
    chosen.value = kept;
    await change(kept / 100);
    if (chosen.value === kept) chosen.value = null;
  }
  return (
    <div class="field">
      <label class="field-name" for="retention">
        {t("settings.retention")}
      </label>
      <div class="slider">
        <input
          id="retention"
          type="range"
          min={LOWEST}
          max={HIGHEST}
          value={percent}
          aria-valuetext={percentWords(percent / 100)}
          aria-describedby="retention-words"
          onInput={(event) => follow(event.currentTarget)}
          onChange={(event) => choose(event.currentTarget)}
        />
        <span class="slider-number">
          <input
            type="number"
            inputMode="numeric"
            min={LOWEST}
            max={HIGHEST}
            value={percent}
            aria-label={t("settings.retention-number")}
            aria-describedby="retention-words"
            onInput={(event) => follow(event.currentTarget)}
            onChange={(event) => choose(event.currentTarget)}
          />
          %
        </span>
      </div>
      <span id="retention-words" class="small soft">
        {t("settings.retention-words", { lowest: LOWEST, highest: HIGHEST })}
      </span>
    </div>
  );
}

/** @param {{value: number, change: (value: number) => void}} props */
function NewLists({ value, change }) {
  return (
    <div class="field">
      <span class="field-name" id="new-lists">
        {t("settings.new-lists")}
      </span>
      <fieldset class="stepper" aria-labelledby="new-lists">
        <button
          type="button"
          class="button"
          disabled={value <= 0}
          aria-label={t("settings.fewer")}
          onClick={() => change(value - 1)}
        >
          −
        </button>
        <output class="stepper-number figure">{value}</output>
        <button
          type="button"
          class="button"
          disabled={value >= 50}
          aria-label={t("settings.more")}
          onClick={() => change(value + 1)}
        >
          +
        </button>
      </fieldset>
    </div>
  );
}
