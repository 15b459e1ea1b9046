// @ts-check
import { t } from "../lib/i18n.js";

const KEYS = [
  [["Space", "Enter"], "keys.reveal"],
  [["1"], "keys.missed"],
  [["2"], "keys.hard"],
  [["3"], "keys.recalled"],
  [["4"], "keys.easy"],
  [["H"], "keys.hint"],
  [["U", "⌫"], "keys.undo"],
  [["A"], "keys.all"],
  [["?"], "keys.help"],
  [["Esc"], "keys.leave"],
];

/** The keys of a recital. */
export function KeyboardHelp() {
  return (
    <dl class="keys">
      {KEYS.map(([keys, meaning]) => (
        <div key={meaning}>
          <dt>
            {
              /** @type {string[]} */ (keys).map((key) => (
                <kbd key={key}>{key}</kbd>
              ))
            }
          </dt>
          <dd>{t(/** @type {string} */ (meaning))}</dd>
        </div>
      ))}
    </dl>
  );
}
