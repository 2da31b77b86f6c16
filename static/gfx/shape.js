// What a picture is made of, and what its texts are fitted to. A page that has been on for an
// hour looks as one that was loaded this moment: its parts are made anew when they would be others,
// and its texts are fitted again when others stand there.

/** @typedef {import('./frame.js').Layer} Layer */

/** @param {any} list */
const labels = (list) => (list || []).map((/** @type {any} */ one) => [one.label, one.in_base]);

/**
 * What the parts of a scene are made from. With other numbers it stays the same.
 * @param {Layer} layer
 */
export function shapeOf({ data }) {
  const { size, total, top, tone, url, criteria } = data;
  return JSON.stringify([size, total, top, tone, url, criteria, labels(data.bars), labels(data.dims), labels(data.groups)]);
}

/**
 * What is written on a part, and the room that its figures take: a digit is as wide as another.
 * @param {HTMLElement} node
 */
function writtenOn(node) {
  const rooms = [...node.querySelectorAll('.num')].map((figure) => /** @type {HTMLElement} */ (figure).style.minWidth);
  return `${node.className} ${node.querySelectorAll('[hidden]').length} ${(node.textContent || '').replace(/\d/g, '0')} ${rooms.join(' ')}`;
}

/** Without its numbers, which have the room of the largest. @param {string} written */
function wordsOf(written) {
  return written.replace(/[\d.,]+/g, '0');
}

/** What was written on a part when its figures were last fitted. @type {WeakMap<import('./kit.js').Part, string>} */
const fitted = new WeakMap();

/**
 * Shows other data of the same picture. To fit is to measure, which costs a layout of the page: it is
 * done for what is wider or narrower than before, and not for every count of a vote.
 * @param {import('./kit.js').Part} part already in the document
 * @param {Layer} layer
 */
export function showOn(part, layer) {
  const before = writtenOn(part.node);
  part.show(layer);
  const after = writtenOn(part.node);
  if (wordsOf(after) !== wordsOf(before)) part.settle?.();
  else if (after !== fitted.get(part)) part.figures?.();
  fitted.set(part, after);
}
