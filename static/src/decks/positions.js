// @ts-check
// Where a row stands among its neighbours: between them, so that a move is one edit of one field,
// and two devices that move different rows do not disturb each other. Pure.
import { byPosition } from "./records.js";

/** @typedef {{id: string, position: number}} Placed */

/** The position of a row that is added after all. @param {Placed[]} rows */
export const lastPosition = (rows) =>
  rows.reduce((last, { position }) => Math.max(last, Math.floor(position)), -1) + 1;

/**
 * The new positions when a row moves. Usually one; all, when no number lies between the neighbours.
 * @param {Placed[]} rows in their order, the moving one among them
 * @param {string} id of the moving row
 * @param {number} to its place in the new order, from 0
 * @returns {{id: string, position: number}[]}
 */
export function moved(rows, id, to) {
  const moving = rows.find((row) => row.id === id);
  const others = rows.filter((row) => row.id !== id);
  if (!moving || to < 0 || to >= rows.length || rows[to] === moving) return [];
  const position = between(others[to - 1]?.position, others[to]?.position);
  if (position !== null) return [{ id, position }];
  return [...others.slice(0, to), moving, ...others.slice(to)].map((row, index) => ({
    id: row.id,
    position: index,
  }));
}

/**
 * @param {number | undefined} before undefined: first
 * @param {number | undefined} after undefined: last
 * @returns {number | null} null: there is no number between them
 */
export function between(before, after) {
  if (before === undefined) return (after ?? 1) - 1;
  if (after === undefined) return before + 1;
  const middle = before + (after - before) / 2;
  return middle > before && middle < after ? middle : null;
}

/** @template {Placed} T @param {T[]} rows @returns {T[]} */
export const inOrder = (rows) => [...rows].sort(byPosition);
