// @ts-check
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { readKeyList } from "../app/actions.js";
import { today } from "../app/state.js";
import { t } from "../lib/i18n.js";
import { navigate } from "../lib/router.js";
import { beginLearning, fade, isFaded, peek, unfade } from "../study/learning.js";
import { Icon } from "./icons.jsx";
import { useKeys } from "./keys.js";
import { aboutWords, Bilingual, inPageLanguage } from "./words.jsx";

/** @typedef {import("../study/learning.js").Learning} LearningValue */

/** A new list: read it, watch it fade, then recite it. @param {{id: string}} props */
export function Learning({ id }) {
  const learning = useSignal(/** @type {LearningValue | null} */ (null));
  const isOpened = today.value !== null; // on the very first visit: the first deck has come
  useEffect(() => {
    if (!isOpened) return;
    readKeyList(id).then((reading) => {
      if (reading?.items.length) learning.value = beginLearning(reading.key_list, reading.items);
      else navigate(`/lists/${id}`, { replace: true });
    });
  }, [isOpened]);

  /** @param {(value: LearningValue) => LearningValue} step */
  function take(step) {
    if (learning.value) learning.value = step(learning.value);
  }
  function onward() {
    if (learning.value && isFaded(learning.value)) recite(id);
    else take(fade);
  }
  useKeys({ " ": onward, enter: onward, escape: leave });
  const value = learning.value;
  if (!value) return <div class="recital" aria-busy="true" />;
  return (
    <div class="recital learning">
      <LearningBar learning={value} />
      <LearningPlaces
        learning={value}
        look={(item_id) => take((before) => peek(before, item_id))}
      />
      <section class="dock" aria-label={t("recital.dock")}>
        <div class="dock-note">
          <p class="soft" role="status">
            {stepWords(value)}
          </p>
        </div>
        <div class="dock-large">
          <Onward learning={value} go={onward} />
        </div>
        <div class="dock-small">
          <button
            type="button"
            class="button quiet"
            disabled={value.step === 0}
            onClick={() => take(unfade)}
          >
            <Icon name="undo" size={20} />
            {t("learning.show-more")}
          </button>
          <button type="button" class="button quiet" onClick={() => recite(id)}>
            {t("learning.skip")}
          </button>
        </div>
      </section>
    </div>
  );
}

const leave = () => navigate("/", { replace: true });

/** @param {string} id */
const recite = (id) => navigate(`/recite/${id}?all=1`, { replace: true });

/** @param {LearningValue} learning */
function stepWords(learning) {
  if (learning.step === 0) return t("learning.read");
  return isFaded(learning) ? t("learning.faded") : t("learning.fading");
}

/** @param {{learning: LearningValue, go: () => void}} props */
function Onward({ learning, go }) {
  const label = learning.step === 0 ? t("learning.begin-fading") : t("learning.fade-more");
  return (
    <button type="button" class="button main large" onClick={go}>
      {isFaded(learning) ? t("learning.recite") : label}
    </button>
  );
}

/** @param {{learning: LearningValue}} props */
function LearningBar({ learning }) {
  return (
    <header class="recital-bar">
      <button type="button" class="icon-button" aria-label={t("learning.leave")} onClick={leave}>
        <Icon name="close" />
      </button>
      <progress
        class="recital-progress"
        value={learning.step}
        max={learning.last_step + 1}
        aria-label={t("learning.progress")}
      />
      <span class="recital-saved small soft">{t("learning.title")}</span>
      <span class="icon-button" />
    </header>
  );
}

/** @param {{learning: LearningValue, look: (item_id: string) => void}} props */
function LearningPlaces({ learning, look }) {
  const list = learning.key_list;
  return (
    <div class="recital-sheet">
      <h1 tabIndex={-1}>
        <Bilingual zh={list.name} en={list.name_en} />
      </h1>
      <p class="soft small">{aboutWords(list, learning.places.length)}</p>
      <p class="recital-round" />
      <ol class="places">
        {learning.places.map((place, index) => (
          <Place
            key={place.item.id}
            place={place}
            number={index + 1}
            ordered={list.ordered}
            look={look}
          />
        ))}
      </ol>
    </div>
  );
}

/**
 * @param {{place: LearningValue["places"][number], number: number, ordered: boolean,
 *   look: (item_id: string) => void}} props
 */
function Place({ place, number, ordered, look }) {
  const covered = place.hidden && !place.peeked;
  return (
    <li class={`place ${covered ? "covered" : "revealed"} ${place.hidden ? "current" : ""}`}>
      <span class="place-number figure" aria-hidden="true">
        {ordered ? number : "·"}
      </span>
      <div class="place-body">
        <div class="place-text">
          <p>
            <Bilingual zh={place.item.text} en={place.item.text_en} />
          </p>
          <p class="place-detail small soft">
            {inPageLanguage(place.item.detail, place.item.detail_en)}
          </p>
        </div>
        {covered && (
          <button type="button" class="place-blank" onClick={() => look(place.item.id)}>
            <span class="spoken">{t("learning.check", { number })}</span>
          </button>
        )}
      </div>
    </li>
  );
}
