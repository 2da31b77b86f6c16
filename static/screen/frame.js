// What a screen hears from the server. Frames are whole pictures; a number
// that is not public yet is not in them.

/**
 * @typedef {{ id: string, name: string, department: string, class: string }} Unit
 * @typedef {'waiting' | 'on-stage' | 'open' | 'closed' | 'confirmed' | 'revealed' | 'void'} ItemPhase
 * @typedef {{ id: number, of: number, run: number, phase: ItemPhase, deadline: number, unit: Unit,
 *   ballots: number, expected: number, seal: string, form?: { units: number, opens: number } }} Item
 * @typedef {{ label: string, count: number, share: string, permille: number, in_base: boolean }} Bar
 * @typedef {{ label: string, group?: string, score: string }} Criterion
 * @typedef {{ score: string, rank: number, of: number, rank_in_class: number, of_class: number, awaits?: boolean,
 *   criteria?: Criterion[] }} Result
 * @typedef {{ rank: number, tie: boolean, unit: string, name: string, department: string, class: string,
 *   score: string, score_permille: number }} BoardRow
 * @typedef {{ page: number, pages: number, class?: string, list?: string, rows: BoardRow[] }} Board
 * @typedef {{ seq: number, revision: number, session: { id: string, title: string, rehearsal: boolean },
 *   phase: string, scene: string, issued: number, checked_in: number, join: { url: string },
 *   item: Item | null, bars?: Bar[], result?: Result, board?: Board }} Frame
 */

/**
 * The frame in a message. What is not understood gives null and is passed over,
 * so that a newer server cannot take the picture off the air.
 * @param {unknown} message
 * @returns {Frame | null}
 */
export function frameOf(message) {
  if (!isObject(message) || !isFrame(message)) return null;
  return /** @type {Frame} */ (/** @type {unknown} */ (message));
}

/** @param {Record<string, unknown>} value */
function isFrame(value) {
  return typeof value.seq === 'number' && typeof value.scene === 'string' && isObject(value.session) &&
    isObject(value.join) && (value.item === null || (isObject(value.item) && isObject(value.item.unit))) &&
    (value.bars === undefined || Array.isArray(value.bars)) &&
    (value.board === undefined || (isObject(value.board) && Array.isArray(value.board.rows)));
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, any>}
 */
function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
