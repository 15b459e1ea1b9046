// @ts-check
import { useEffect, useRef } from "preact/hooks";
import { firstCharacter } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { RatingMark } from "./icons.jsx";
import { aboutWords, Bilingual } from "./words.jsx";

/** @typedef {import("../study/recital.js").Recital} Recital */

/** The list's name, its count and its places: empty where it is asked, muted where it is shown. @param {{recital: Recital}} props */
export function RecitalPlaces({ recital }) {
  const list = recital.key_list;
  return (
    <div class="recital-sheet">
      <h1 tabIndex={-1}>
        <Bilingual zh={list.name} en={list.name_en} />
      </h1>
      <p class="soft small">{aboutWords(list, recital.places.length)}</p>
      <p class="recital-round small">{recital.round > 1 ? t("recital.round-again") : ""}</p>
      <ol class="places">
        {recital.places.map((place, index) => (
          <Place
            key={place.item.id}
            place={place}
            number={index + 1}
            current={index === recital.at}
            ordered={list.ordered}
          />
        ))}
      </ol>
    </div>
  );
}

/** @param {{place: Recital["places"][number], number: number, current: boolean, ordered: boolean}} props */
function Place({ place, number, current, ordered }) {
  const row = useRef(/** @type {HTMLLIElement | null} */ (null));
  useEffect(() => {
    if (!current) return;
    const show = () => row.current?.scrollIntoView({ block: "nearest" });
    show();
    addEventListener("resize", show); // A phone is turned.
    return () => removeEventListener("resize", show);
  }, [current]);
  const state = placeState(place, current);
  return (
    <li ref={row} class={`place ${state}`} aria-current={current ? "step" : undefined}>
      <span class="place-number figure" aria-hidden="true">
        {ordered ? number : "·"}
      </span>
      <div class="place-body">
        {/* The hidden text keeps its room, so that nothing moves when it is revealed. */}
        <p class="place-text">
          <Bilingual zh={place.item.text} en={place.item.text_en} />
        </p>
        {!place.revealed && <Blank place={place} number={number} current={current} />}
      </div>
      <span class="place-mark">
        {place.outcome && <RatingMark rating={place.outcome} />}
        {place.outcome && <span class="spoken">{t(`rating.${place.outcome}`)}</span>}
        {!place.asked && <span class="small soft">{t("recital.shown")}</span>}
      </span>
    </li>
  );
}

/** @param {Recital["places"][number]} place @param {boolean} current */
function placeState(place, current) {
  const states = [place.revealed ? "revealed" : "covered"];
  if (current) states.push("current");
  if (!place.asked) states.push("shown");
  if (place.outcome === 1) states.push("missed");
  return states.join(" ");
}

/** @param {{place: Recital["places"][number], number: number, current: boolean}} props */
function Blank({ place, number, current }) {
  return (
    <p class="place-blank">
      {place.hinted && current && (
        <span class="place-hint" lang="zh-CN" aria-hidden="true">
          {firstCharacter(place.item.text)}
        </span>
      )}
      <span class="spoken">{t("recital.empty-place", { number })}</span>
    </p>
  );
}
