// A life as a list of steps, made from a seed before anything happens, so that a failing one can be
// cut down step by step and written as one line: SEED=17 DEVICES=3 STEPS=4.recite,9.sync,31.undo
// The names are in it, so that it stays the same life when the weights below change.
import { chanceOf } from "./seeded.js";

/** What a learner does; the second is a method of World. @type {[number, string][]} */
const LIFE = [
  [10, "recite"],
  [4, "undo"],
  [3, "reset"],
  [7, "edit"],
  [3, "deleteOrUndelete"],
  [3, "move"],
  [3, "create"],
  [16, "sync"],
  [4, "letTimePass"],
  [2, "backUp"],
];

/** What goes wrong; a method that returns false could not happen. @type {[number, string][]} */
const FAULTS = [
  [6.5, "goOffline"],
  [5.5, "loseAnswer"],
  [5.5, "sendTwice"],
  [5.5, "cutAnswer"],
  [5, "delayRequest"],
  [5, "sendLateRequest"],
  [6, "dieWhileSyncing"],
  [6, "dieWhileSaving"],
  [5, "answerWhileSyncing"],
  [5.5, "restart"],
  [5, "jumpClock"],
  [5.5, "copyDevice"],
  [5, "restoreServer"],
];

export const FAULT_NAMES = FAULTS.map(([, name]) => name);

/**
 * @typedef {{index: number, name: string}} Step the index chooses what is random in it
 * @typedef {{seed: number, devices: number, steps: Step[]}} Life devices: at the beginning
 */

const STEPS = 60;

/** @param {number} seed @param {{devices?: number, steps?: number}} [given] @returns {Life} */
export function planLife(seed, given = {}) {
  const devices = given.devices ?? chanceOf(seed, -1).whole(3, 4);
  const steps = Array.from({ length: given.steps ?? STEPS }, (_, index) => ({
    ...{ index, name: chanceOf(seed, index, 1).weighted([...LIFE, ...FAULTS]) },
  }));
  return { seed, devices, steps };
}

/** What is random in a step, and the ids that are made in it. @param {number} seed @param {Step} step */
export const chancesOf = (seed, { index }) => ({
  chance: chanceOf(seed, index, 2),
  ids: chanceOf(seed, index, 3),
});

/** @param {Life} life */
export const writeLife = ({ seed, devices, steps }) =>
  `SEED=${seed} DEVICES=${devices} STEPS=${steps.map(({ index, name }) => `${index}.${name}`)}`;

/** @param {Record<string, string | undefined>} words as in process.env; STEPS may be a number @returns {Life} */
export function readLife({ SEED = "1", DEVICES, STEPS: written }) {
  const devices = DEVICES === undefined ? undefined : Number(DEVICES);
  if (written === undefined || /^\d+$/.test(written)) {
    return planLife(Number(SEED), { devices, steps: written && Number(written) });
  }
  const steps = written.split(",").map((step) => {
    const [index, name] = step.split(".");
    return { index: Number(index), name };
  });
  return { ...planLife(Number(SEED), { devices, steps: 0 }), steps };
}

/** @param {string} line as `writeLife` gives it */
export const parseLife = (line) =>
  readLife(Object.fromEntries(line.split(" ").map((word) => word.split("="))));
