// @ts-check
import { useEffect } from "preact/hooks";
import { today } from "../app/state.js";
import { navigate } from "../lib/router.js";
import { nextAddress } from "./session.js";

/** Where the icon's shortcut leads: straight to the first list of today, or to Today when nothing is left. */
export function StartNext() {
  const plan = today.value;
  useEffect(() => {
    if (plan) navigate(nextAddress(plan) ?? "/", { replace: true });
  }, [plan]);
  return <div class="page" aria-busy="true" />;
}
