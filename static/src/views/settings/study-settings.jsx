// @ts-check
import { useSignal } from "@preact/signals";
import { changeSetting } from "../../app/actions.js";
import { settings } from "../../app/state.js";
import { hourWords, percentWords } from "../../lib/format.js";
import { failureWords, t } from "../../lib/i18n.js";

/** @typedef {"desired_retention" | "new_lists_per_day" | "rollover_hour"} SettingName */

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

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

/** The slider shows where it goes while it is dragged; only where it is left becomes the setting. @param {{value: number, change: (value: number) => void}} props */
function Retention({ value, change }) {
  const dragged = useSignal(/** @type {number | null} */ (null));
  const percent = dragged.value ?? Math.round(value * 100);

  /** @param {number} chosen percent */
  function choose(chosen) {
    dragged.value = null;
    if (Number.isFinite(chosen)) change(Math.min(97, Math.max(70, Math.round(chosen))) / 100);
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
          min="70"
          max="97"
          value={percent}
          aria-valuetext={percentWords(percent / 100)}
          aria-describedby="retention-words"
          onInput={(event) => {
            dragged.value = Number(event.currentTarget.value);
          }}
          onChange={(event) => choose(Number(event.currentTarget.value))}
        />
        <span class="slider-number">
          <input
            type="number"
            inputMode="numeric"
            min="70"
            max="97"
            value={percent}
            aria-label={t("settings.retention-number")}
            onChange={(event) => choose(event.currentTarget.valueAsNumber)}
          />
          %
        </span>
      </div>
      <span id="retention-words" class="small soft">
        {t("settings.retention-words")}
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
