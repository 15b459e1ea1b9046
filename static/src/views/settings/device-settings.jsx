// @ts-check
import { changePreference } from "../../app/actions.js";
import { preferences } from "../../app/state.js";
import { t } from "../../lib/i18n.js";

/** A language is named in itself, so that whoever cannot read the page still finds it. */
const LANGUAGES = [
  { value: "zh", label: () => "简体中文", lang: "zh-CN" },
  { value: "en", label: () => "English", lang: "en" },
];

const THEMES = ["system", "light", "dark"].map((value) => ({
  value,
  label: () => t(`settings.theme-${value}`),
  lang: undefined,
}));

/** What belongs to this device and stays on it. */
export function DeviceSettings() {
  const chosen = preferences.value;
  if (!chosen) return null;
  return (
    <section class="panel">
      <h2>{t("settings.device")}</h2>
      <Choice
        name="language"
        title={t("settings.language")}
        options={LANGUAGES}
        value={chosen.language}
      />
      <Choice name="theme" title={t("settings.theme")} options={THEMES} value={chosen.theme} />
    </section>
  );
}

/**
 * @param {{name: "language" | "theme", title: string, value: string,
 *   options: {value: string, label: () => string, lang?: string}[]}} props
 */
function Choice({ name, title, options, value }) {
  return (
    <fieldset class="choice">
      <legend class="field-name">{title}</legend>
      <div class="segments">
        {options.map((option) => (
          <label key={option.value} lang={option.lang}>
            <input
              type="radio"
              name={name}
              checked={option.value === value}
              onChange={() => changePreference(name, option.value)}
            />
            <span>{option.label()}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
