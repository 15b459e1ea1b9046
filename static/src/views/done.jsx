// @ts-check
import { useSignal } from "@preact/signals";
import { undoAnswer } from "../app/actions.js";
import { today } from "../app/state.js";
import { dueWords, minutesWords } from "../lib/format.js";
import { failureWords, t } from "../lib/i18n.js";
import { navigate } from "../lib/router.js";
import { summary } from "../study/recital.js";
import { Icon, RatingMark } from "./icons.jsx";
import { goOnWith, lastRecital, nextAddress } from "./session.js";
import { SyncLine } from "./sync-line.jsx";
import { Bilingual } from "./words.jsx";

/** @typedef {import("../study/recital.js").Recital} Recital */

/** What was achieved, what comes tomorrow, and the way on. */
export function Done() {
  const plan = today.value;
  const recital = lastRecital.value;
  if (!plan) return <div class="page" aria-busy="true" />;
  const next = nextAddress(plan, recital?.key_list.id);
  return (
    <div class="page done">
      <div class="done-middle">
        {recital ? (
          <Achieved recital={recital} today={plan.study_day} />
        ) : (
          <h1 tabIndex={-1}>{t("done.title")}</h1>
        )}
        <p class="soft">
          {t("today.recited", { n: plan.recited_today.lists, items: plan.recited_today.items })}
        </p>
        {!next && (
          <p>
            {plan.tomorrow.due > 0
              ? t("today.tomorrow", {
                  n: plan.tomorrow.due,
                  minutes: minutesWords(plan.tomorrow.minutes),
                })
              : t("today.tomorrow-free")}
          </p>
        )}
        <div class="small soft">
          <SyncLine />
        </div>
      </div>
      <div class="action-zone">
        <WayOn next={next} plan={plan} except={recital?.key_list.id} />
        {recital && recital.history.length > 0 && <TakeBack recital={recital} />}
      </div>
    </div>
  );
}

/** @param {{recital: Recital, today: number}} props */
function Achieved({ recital, today }) {
  const { asked, recalled, missed, whole, due_day } = summary(recital);
  return (
    <>
      <h1 tabIndex={-1}>
        {missed.length === 0 ? t("done.all-recalled") : t("done.some-missed", { recalled, asked })}
      </h1>
      <p class="done-name">
        <Bilingual zh={recital.key_list.name} en={recital.key_list.name_en} />
      </p>
      <p class="done-marks">
        {recital.places.map((place) => (
          <RatingMark key={place.item.id} rating={place.first_outcome} meaning={markWords(place)} />
        ))}
      </p>
      <p class="soft">
        {[
          whole && t("done.whole", { n: asked }),
          due_day !== null && t("done.due", { when: dueWords(due_day, today) }),
        ]
          .filter(Boolean)
          .join(t("mark.between"))}
      </p>
      {missed.length > 0 && (
        <div class="done-missed">
          <h2 class="small soft">{t("done.missed", { n: missed.length })}</h2>
          <ul>
            {missed.map((item) => (
              <li key={item.id} class="serif">
                <Bilingual zh={item.text} en={item.text_en} />
              </li>
            ))}
          </ul>
          {missed.some(({ source }) => source) && (
            <a
              class="button"
              href={`/speeches/${recital.key_list.deck_id}?list=${recital.key_list.id}`}
            >
              {t("speech.show")}
            </a>
          )}
        </div>
      )}
    </>
  );
}

/** @param {import("../study/recital.js").Place} place */
const markWords = ({ item, first_outcome }) =>
  t("done.mark", {
    text: item.text,
    outcome: first_outcome === null ? t("recital.shown") : t(`rating.${first_outcome}`),
  });

/** @param {{next: string | null, plan: NonNullable<typeof today.value>, except?: string}} props */
function WayOn({ next, plan, except }) {
  const coming = [...plan.due, ...plan.fresh].find(({ key_list_id }) => key_list_id !== except);
  if (!next || !coming) {
    return (
      <a class="button main large" href="/">
        {t("nav.to-today")}
      </a>
    );
  }
  return (
    <a class="button main large done-next" href={next}>
      {t("done.next", { name: coming.name })}
      <Icon name="right" size={20} />
    </a>
  );
}

/** @param {{recital: Recital}} props */
function TakeBack({ recital }) {
  const failure = useSignal("");
  async function takeBack() {
    try {
      goOnWith(await undoAnswer(recital));
      navigate(`/recite/${recital.key_list.id}`);
    } catch (error) {
      failure.value = failureWords(error);
    }
  }
  return (
    <>
      <button type="button" class="button quiet" onClick={takeBack}>
        <Icon name="undo" size={20} />
        {t("done.undo")}
      </button>
      {failure.value && <p role="alert">{failure.value}</p>}
    </>
  );
}
