// @ts-check
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { listDevices, revokeDevice } from "../../app/actions.js";
import { syncStatus } from "../../app/state.js";
import { agoWords, clockDifferenceWords } from "../../lib/format.js";
import { t } from "../../lib/i18n.js";
import { Outcome, useTrying } from "./trying.jsx";

/**
 * @typedef {{id: string, name: string, last_seen_at_ms: number, last_dev_seq: number, clock_skew_ms: number,
 *   current: boolean}} Device last_dev_seq: a device numbers the reviews that it sends from 1 on
 */

const SKEW_TOLD_ABOVE_MS = 120_000;

/** Each device of the account, what it has sent, and a way to shut it out. Read again after every sync. */
export function Devices() {
  const devices = useSignal(/** @type {Device[] | null} */ (null));
  const trying = useTrying();
  const read = () =>
    trying.run(async () => {
      devices.value = await listDevices();
    });
  const { phase, last_sync_at_ms } = syncStatus.value ?? {};
  const readAt = useRef(/** @type {number | null | undefined} */ (NaN));
  useEffect(() => {
    const isMidway = phase === "syncing" && devices.value !== null;
    if (trying.busy || isMidway || readAt.current === last_sync_at_ms) return;
    readAt.current = last_sync_at_ms;
    read();
  }, [phase, last_sync_at_ms, trying.busy]);

  /** @param {Device} device */
  const revoke = (device) =>
    trying.run(async () => {
      await revokeDevice(device.id);
      devices.value = (devices.value ?? []).filter(({ id }) => id !== device.id);
    });
  return (
    <section class="panel">
      <h2>{t("devices.title")}</h2>
      <ul class="devices" aria-busy={devices.value === null}>
        {(devices.value ?? []).map((device) => (
          <DeviceRow
            key={device.id}
            device={device}
            busy={trying.busy}
            revoke={() => revoke(device)}
          />
        ))}
      </ul>
      <Outcome trying={trying} />
    </section>
  );
}

/** @param {{device: Device, busy: boolean, revoke: () => void}} props */
function DeviceRow({ device, busy, revoke }) {
  const asking = useSignal(false);
  function press() {
    if (asking.value) revoke();
    asking.value = true;
  }
  return (
    <li class="device">
      <div>
        <p>{device.name}</p>
        <p class="small soft">
          {device.current
            ? t("devices.this")
            : t("devices.seen", { when: agoWords(device.last_seen_at_ms, Date.now()) })}
          {t("mark.between")}
          {t("devices.sent", { n: device.last_dev_seq })}
        </p>
        {Math.abs(device.clock_skew_ms) > SKEW_TOLD_ABOVE_MS && (
          <p class="small">
            {t("devices.skewed", { difference: clockDifferenceWords(device.clock_skew_ms) })}
          </p>
        )}
      </div>
      {!device.current && (
        <button
          type="button"
          class={`button ${asking.value ? "danger" : ""}`}
          disabled={busy}
          aria-label={t(asking.value ? "devices.revoke-really" : "devices.revoke", {
            name: device.name,
          })}
          onClick={press}
        >
          {asking.value ? t("devices.really") : t("devices.sign-out")}
        </button>
      )}
    </li>
  );
}
