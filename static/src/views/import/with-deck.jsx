// @ts-check
import { t } from "../../lib/i18n.js";
import { withList } from "../../speeches/draft.js";

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
  const kept = there.length - changed.length + comparison.standing.length;
  const fresh = comparison.lists.length - there.length;
  return (
    <section class="panel with-deck">
      <h2>{t("compare.title", { title: content.deck.title })}</h2>
      <p>{content.speech ? t("compare.corrects") : t("compare.attaches")}</p>
      <dl class="compare-counts figure">
        {[
          [t("compare.kept"), kept],
          [t("compare.changed"), changed.length],
          [t("compare.new"), fresh],
          [t("compare.removed"), comparison.removed.length],
        ].map(([name, count]) => (
          <div key={name}>
            <dt class="small soft">{name}</dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
      {changed.map((compared) => (
        <Changed key={compared.key} compared={compared} draft={draft} change={change} />
      ))}
      {comparison.removed.map(({ key_list }) => (
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
      <ul class="compare-lines" lang="zh-CN">
        {compared.renamed && (
          <Line kind="changed" before={compared.key_list.name} after={list.name} />
        )}
        {compared.items.map(({ key, item, status }) => (
          <Line key={key} kind={status} before={item?.text ?? ""} after={textOf(key) ?? ""} />
        ))}
        {compared.removed.map(({ id, text }) => (
          <Line key={id} kind="removed" before={text} after="" />
        ))}
      </ul>
    </div>
  );
}

/** @param {{kind: "kept" | "changed" | "new" | "removed", before: string, after: string}} props */
function Line({ kind, before, after }) {
  if (kind === "kept") return null;
  return (
    <li>
      <span class="small soft">{t(`compare.${kind}`)}</span>
      {before && <del>{before}</del>}
      {after && <ins>{after}</ins>}
    </li>
  );
}
