// Scores and places as they are to be seen.

import { fill } from './words.js';

/**
 * @typedef {import('./frame.js').Frame} Frame
 * @typedef {import('./words.js').Words} Words
 * @typedef {{ label: string, place: number, of: string }} Place
 * @typedef {{ score: string, awaits: boolean, places: Place[], criteria: { label: string, score: string }[] }} ResultView
 * @typedef {{ rank: string, tie: boolean, name: string, place: string, score: string, permille: number }} RowView
 * @typedef {{ title: string, rows: RowView[], page: string }} BoardView
 */

/**
 * @param {Frame} frame
 * @param {Words} words
 * @returns {ResultView | null}
 */
export function resultOf({ result, item }, words) {
  if (!result || !item) return null;
  // A place among a few is not called one among all.
  const label = result.of < item.of ? words.rankSoFar : words.rank;
  const places = [{ label, place: result.rank, of: fill(words.rankOf, { of: result.of }) }];
  if (item.unit.class !== '') {
    places.push({ label: item.unit.class, place: result.rank_in_class, of: fill(words.rankOf, { of: result.of_class }) });
  }
  const criteria = (result.criteria ?? []).map((c) => ({ label: c.label, score: c.score || '–' }));
  return { score: result.score, awaits: result.awaits === true, places: places.filter(({ place }) => place > 0), criteria };
}

/**
 * @param {Frame} frame
 * @param {Words} words
 * @returns {BoardView | null}
 */
export function boardOf({ board }, words) {
  if (!board) return null;
  const rows = board.rows.map((row) => ({
    rank: row.rank > 0 ? String(row.rank) : '–', tie: row.tie,
    name: row.name, place: (board.class ? '' : row.class) || (row.department === row.name ? '' : row.department), score: row.score || '–', permille: row.score_permille,
  }));
  const page = board.pages > 1 ? fill(words.page, { page: board.page + 1, pages: board.pages }) : '';
  const title = board.list || (board.class ? fill(words.boardOf, { class: board.class }) : words.board);
  return { title, rows, page };
}
