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
 * What is written on a part, without its numbers, which have the room of the largest.
 * @param {HTMLElement} node
 */
function writtenOn(node) {
  return `${node.className} ${node.querySelectorAll('[hidden]').length} ${(node.textContent || '').replace(/[\d.,]+/g, '0')}`;
}

/**
 * Shows other data of the same picture.
 * @param {import('./kit.js').Part} part already in the document
 * @param {Layer} layer
 */
export function showOn(part, layer) {
  const before = writtenOn(part.node);
  part.show(layer);
  if (writtenOn(part.node) !== before) part.settle?.();
  else part.figures?.();
}
