// @ts-check

import { syncNow } from "../app/actions.js";
import { syncStatus } from "../app/state.js";
import { agoWords, clockDifferenceWords } from "../lib/format.js";
import { errorWords, t } from "../lib/i18n.js";

/** @typedef {NonNullable<typeof syncStatus.value>} SyncStatus */

/** Then it matters how old the other devices' news is. */
const STANDS_STILL = new Set(["offline", "failed", "signed_out"]);

/** The state of sync in words, with what a learner can do about it. */
export function SyncLine() {
  const status = syncStatus.value;
  if (!status) return null;
  return (
    <div class="sync-line">
      <p>
        {phaseWords(status)}
        {status.waiting > 0 && status.phase !== "local" && t("sync.waiting", { n: status.waiting })}
        {STANDS_STILL.has(status.phase) &&
          status.last_sync_at_ms &&
          t("sync.last", { when: agoWords(status.last_sync_at_ms, Date.now()) })}
      </p>
      {status.coming > 0 && <p>{comingWords(status)}</p>}
      {status.merge && <p>{mergeWords(status.merge)}</p>}
      {status.rejected > 0 && <p>{t("sync.rejected", { n: status.rejected })}</p>}
      {status.clock_skew_ms !== 0 && (
        <p>{t("sync.clock", { difference: clockDifferenceWords(status.clock_skew_ms) })}</p>
      )}
      <SyncAction status={status} />
    </div>
  );
}

/** @param {SyncStatus} status */
function phaseWords(status) {
  switch (status.phase) {
    case "local":
      return t("sync.local");
    case "syncing":
      return t("sync.syncing");
    case "offline":
      return t("sync.offline");
    case "signed_out":
      return t("sync.signed-out");
    case "failed":
      return t("sync.failed", { why: errorWords(status.code ?? "unknown") });
    default:
      return status.last_sync_at_ms
        ? t("sync.done", { when: agoWords(status.last_sync_at_ms, Date.now()) })
        : t("sync.not-yet");
  }
}

/**
 * A new device: what is here can be recited while the rest comes.
 * @param {SyncStatus} status
 */
const comingWords = ({ phase, coming }) =>
  t(phase === "syncing" ? "sync.coming" : "sync.not-here", { n: coming });

/** @param {NonNullable<SyncStatus["merge"]>} merge */
function mergeWords({ reviews, devices, items_reviewed_on_both: both }) {
  const came = t("sync.merged", { n: reviews, from: t("sync.devices", { n: devices }) });
  return both > 0 ? came + t("sync.merged-both", { n: both }) : came;
}

/** @param {{status: SyncStatus}} props */
function SyncAction({ status }) {
  if (status.phase === "failed" || status.phase === "offline") {
    return (
      <button type="button" class="button" onClick={() => syncNow()}>
        {t("sync.again")}
      </button>
    );
  }
  if (status.phase === "signed_out") {
    return (
      <a class="button" href="/settings/account">
        {t("sync.sign-in")}
      </a>
    );
  }
  return null;
}
