// @ts-check
import { t } from "../lib/i18n.js";
import { currentPlace } from "../study/recital.js";
import { Icon } from "./icons.jsx";
import { promptWords, speechAddress } from "./recital-words.js";
import { goOnWith } from "./session.js";
import { inPageLanguage } from "./words.jsx";

/**
 * @typedef {import("../study/recital.js").Recital} Recital
 * @typedef {import("./recital-keys.js").Verbs} Verbs
 */

/**
 * What the thumb reaches: a note, one row of large buttons, one row of small ones. The rows stand still while their
 * buttons change.
 * @param {{recital: Recital, failure: string, verbs: Verbs}} props
 */
export function RecitalDock({ recital, failure, verbs }) {
  const place = currentPlace(recital);
  const revealed = place?.revealed ?? false;
  return (
    <section class="dock" aria-label={t("recital.dock")}>
      <div class="dock-note">
        {failure ? (
          <p role="alert">{t("recital.not-saved", { why: failure })}</p>
        ) : (
          <Note recital={recital} />
        )}
      </div>
      <div class="dock-large">
        {revealed ? (
          <Ratings hinted={place?.hinted ?? false} verbs={verbs} />
        ) : (
          <Reveal verbs={verbs} />
        )}
      </div>
      <div class="dock-small">
        <button
          type="button"
          class="button quiet"
          disabled={recital.history.length === 0}
          onClick={verbs.undo}
        >
          <Icon name="undo" size={20} />
          {t("recital.undo")}
          <KeyHint name="U" />
        </button>
        {revealed ? (
          <FinerRatings hinted={place?.hinted ?? false} verbs={verbs} />
        ) : (
          <Easements recital={recital} verbs={verbs} />
        )}
      </div>
    </section>
  );
}

/** @param {{recital: Recital}} props */
function Note({ recital }) {
  const place = currentPlace(recital);
  if (place?.revealed) {
    return (
      <div class="dock-detail">
        <p>{inPageLanguage(place.item.detail, place.item.detail_en)}</p>
        <InSpeech recital={recital} />
      </div>
    );
  }
  if (place?.hinted) return <p>{t("recital.hinted")}</p>;
  return <p class="soft">{promptWords(recital)}</p>;
}

/** The way to the speech and back: the recital goes on where it is left. @param {{recital: Recital}} props */
function InSpeech({ recital }) {
  const address = speechAddress(recital);
  if (!address) return null;
  return (
    <a class="button quiet small" href={address} onClick={() => goOnWith(recital)}>
      <Icon name="speech" size={20} />
      {t("speech.show")}
    </a>
  );
}

/** @param {{verbs: Verbs}} props */
function Reveal({ verbs }) {
  return (
    <button type="button" class="button main large" data-primary onClick={verbs.reveal}>
      {t("recital.reveal")}
      <KeyHint name="Space" />
    </button>
  );
}

/** @param {{hinted: boolean, verbs: Verbs}} props */
function Ratings({ hinted, verbs }) {
  return (
    <>
      <button type="button" class="button large" onClick={(event) => rateOnce(event, verbs, 1)}>
        {t("recital.missed")}
        <KeyHint name="1" />
      </button>
      <button
        type="button"
        class="button main large stacked"
        data-primary
        onClick={(event) => rateOnce(event, verbs, 3)}
      >
        <span>
          {t("recital.recalled")} <KeyHint name="3" />
        </span>
        {hinted && <small>{t("recital.as-hard")}</small>}
      </button>
    </>
  );
}

/** @param {{hinted: boolean, verbs: Verbs}} props */
function FinerRatings({ hinted, verbs }) {
  return (
    <>
      <button type="button" class="button quiet" onClick={(event) => rateOnce(event, verbs, 2)}>
        {t("recital.hard")}
        <KeyHint name="2" />
      </button>
      <button
        type="button"
        class="button quiet"
        disabled={hinted}
        onClick={(event) => rateOnce(event, verbs, 4)}
      >
        {t("recital.easy")}
        <KeyHint name="4" />
      </button>
    </>
  );
}

/** @param {{recital: Recital, verbs: Verbs}} props */
function Easements({ recital, verbs }) {
  const place = currentPlace(recital);
  return (
    <>
      <button type="button" class="button quiet" disabled={place?.hinted} onClick={verbs.hint}>
        {t("recital.hint")}
        <KeyHint name="H" />
      </button>
      <button
        type="button"
        class="button quiet"
        disabled={recital.places.every(({ asked }) => asked)}
        onClick={verbs.reciteAll}
      >
        {t("recital.all")}
        <KeyHint name="A" />
      </button>
    </>
  );
}

/**
 * The second tap of a double tap on "reveal" must not rate what nobody has read yet.
 * @param {MouseEvent} event
 * @param {Verbs} verbs
 * @param {1 | 2 | 3 | 4} rating
 */
function rateOnce(event, verbs, rating) {
  if (event.detail < 2) verbs.rate(rating);
}

/** Its key, for who has a keyboard. @param {{name: string}} props */
function KeyHint({ name }) {
  return (
    <span class="key-hint" aria-hidden="true">
      {name}
    </span>
  );
}
