// @ts-check
import { t } from "../../lib/i18n.js";
import { wantChange, withList } from "../../speeches/draft.js";

/**
 * @typedef {import("../../speeches/compare.js").Comparison} Comparison
 * @typedef {import("../../speeches/compare.js").ComparedList} ComparedList
 * @typedef {import("../../speeches/compare.js").DeckContent} DeckContent
 * @typedef {import("../../speeches/draft.js").Draft} Draft
 */

/**
 * What this text does to the deck that is there: kept, changed, new, removed, before anything is done.
 * @param {{content: DeckContent, comparison: Comparison, draft: Draft, change: (draft: Draft) => void,
 *   apart: () => void}} props apart: make a deck of its own
 */
export function WithDeck({ content, comparison, draft, change, apart }) {
  const there = comparison.lists.filter(({ key_list }) => key_list);
  const changed = there.filter(({ status }) => status === "changed");
  const { shrunk, removed } = comparison;
  const kept = content.lists.length - changed.length - shrunk.length - removed.length;
  const fresh = comparison.lists.length - there.length;
  return (
    <section class="panel with-deck">
      <h2>{t("compare.title", { title: content.deck.title })}</h2>
      <p>{content.speech ? t("compare.corrects") : t("compare.attaches")}</p>
      <dl class="compare-counts figure">
        {[
          [t("compare.kept"), kept],
          [t("compare.changed"), changed.length + shrunk.length],
          [t("compare.new"), fresh],
          [t("compare.removed"), removed.length],
        ].map(([name, count]) => (
          <div key={name}>
            <dt class="small soft">{name}</dt>
            <dd>{t("compare.lists", { n: count })}</dd>
          </div>
        ))}
      </dl>
      {changed.map((compared) => (
        <Changed key={compared.key} compared={compared} draft={draft} change={change} />
      ))}
      {shrunk.map(({ key_list, gone }) => (
        <div key={key_list.id} class="compare-list">
          <p class="row-name" lang="zh-CN">
            {key_list.name}
          </p>
          <ul class="compare-lines">
            {gone.map(({ id, text }) => (
              <Line key={id} id={id} kind="removed" before={text} draft={draft} change={change} />
            ))}
          </ul>
        </div>
      ))}
      {removed.map(({ key_list }) => (
        <label key={key_list.id} class="check">
          <input
            type="checkbox"
            checked={draft.removed.includes(key_list.id)}
            onChange={(event) => {
              const others = draft.removed.filter((id) => id !== key_list.id);
              const removed = event.currentTarget.checked ? [...others, key_list.id] : others;
              change({ ...draft, removed });
            }}
          />
          <span>{t("compare.delete", { name: key_list.name })}</span>
        </label>
      ))}
      <button type="button" class="button" onClick={apart}>
        {t("compare.apart")}
      </button>
    </section>
  );
}

/** @param {{compared: ComparedList, draft: Draft, change: (draft: Draft) => void}} props */
function Changed({ compared, draft, change }) {
  const list = draft.lists.find(({ key }) => key === compared.key);
  if (!list || !compared.key_list) return null;
  const textOf = (/** @type {string} */ key) => list.items.find((item) => item.key === key)?.text;
  return (
    <div class="compare-list">
      <label class="check">
        <input
          type="checkbox"
          checked={list.keep}
          onChange={(event) =>
            change(withList(draft, list.key, { keep: event.currentTarget.checked }))
          }
        />
        <span class="row-name" lang="zh-CN">
          {compared.key_list.name}
        </span>
      </label>
      <ul class="compare-lines">
        {compared.renamed && (
          <Line
            {...{ draft, change, id: compared.key_list.id, kind: "changed", isOff: !list.keep }}
            before={compared.key_list.name}
            after={list.name}
          />
        )}
        {compared.items.map(({ key, item, status }) => (
          <Line
            key={key}
            {...{ draft, change, id: item?.id ?? key, kind: status, isOff: !list.keep }}
            before={item?.text}
            after={textOf(key)}
          />
        ))}
        {compared.removed.map(({ id, text }) => (
          <Line
            key={id}
            {...{ draft, change, id, kind: "removed", isOff: !list.keep }}
            before={text}
          />
        ))}
      </ul>
    </div>
  );
}

/**
 * One change, which can be refused by itself.
 * @param {{draft: Draft, change: (draft: Draft) => void, id: string, kind: "kept" | "changed" | "new" | "removed",
 *   isOff?: boolean, before?: string, after?: string}} props isOff: the whole list is left as it is
 */
function Line({ draft, change, id, kind, isOff = false, before, after }) {
  if (kind === "kept") return null;
  return (
    <li>
      <label class="check">
        <input
          type="checkbox"
          disabled={isOff}
          checked={!isOff && !draft.refused.includes(id)}
          onChange={(event) => change(wantChange(draft, id, event.currentTarget.checked))}
        />
        <span class="compare-line" lang="zh-CN">
          <span class="small soft">{t(`compare.${kind}`)}</span>
          {before && <del>{before}</del>}
          {after && <ins>{after}</ins>}
        </span>
      </label>
    </li>
  );
}
