// @ts-check
// A recovery code that the learner has not said to have written down. Whoever goes to another app to
// keep it may find this page loaded anew; until the tab is closed the code is still to be had.

const STORAGE_NAME = "jiyao-recovery-code";

/** @param {string} code empty: it is written down */
export function keepUnwrittenCode(code) {
  try {
    if (code) sessionStorage.setItem(STORAGE_NAME, code);
    else sessionStorage.removeItem(STORAGE_NAME);
  } catch {
    // Storage refused: the code is shown while the page is open.
  }
}

/** @returns {string} the code to show again, or empty */
export function unwrittenCode() {
  try {
    return sessionStorage.getItem(STORAGE_NAME) ?? "";
  } catch {
    return "";
  }
}
