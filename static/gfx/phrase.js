// Where a long text is broken: behind a word that ends the name of an office, behind a mark or the dot inside a name, and not in the middle of a word.

// Such as 市公安局|出入境管理大厅. What begins longer words, as 委 does 委员会, is one of these before what a counter is called alone.
const ends = '局|委(?=综合|办事|服务|窗口|受理|政务)|办公室|委员会|联合会|协会|学会|公司|中心|集团|支队|大队|总队|法院|检察院|医院|政府|街道|办事处|管理处|开发区|大学|学院|银行|派出所|管理所|总工会|大厅|[·、，；。？！]';

/**
 * The parts of a name, each two characters at least; a name that has no such place is one part.
 * @param {string} name
 * @returns {string[]}
 */
export function phrasesOf(name) {
  /** @type {string[]} */
  const parts = [];
  let from = 0;
  for (const found of name.matchAll(new RegExp(ends, 'g'))) {
    const to = (found.index || 0) + found[0].length;
    if (to - from < 3 || name.length - to < 2) continue;
    parts.push(name.slice(from, to));
    from = to;
  }
  return [...parts, name.slice(from)];
}

/**
 * Whether a name is longer than a row of a list has room for where that is tightest: thirty Chinese characters, of which a Latin
 * letter takes two thirds. The page of the draft warns of the same names (app/desk/glyphs.go).
 * @param {string} name
 */
export const overlong = (name) => [...name].reduce((takes, letter) => takes + (letter < '\x80' ? 2 : 3), 0) > 90;

/** The room under a text for what reaches below its line. @param {HTMLElement} node */
export const tails = (node) => parseFloat(getComputedStyle(node).paddingBottom);

/**
 * Breaks a name that takes more than one line between its words, in type that may be a quarter smaller for it, and no
 * taller than it stood. Where that is not enough it stays as it was.
 * @param {HTMLElement} node already in the document, wrapped
 * @param {number} [least] part of its size that it keeps
 * @returns {number} the size
 */
export function breakWell(node, least = 0.75) {
  const size = parseFloat(node.style.fontSize);
  const text = node.textContent || '';
  const parts = phrasesOf(text);
  if (parts.length < 2) return size;
  const height = node.scrollHeight - tails(node);
  const whole = node.scrollHeight <= node.clientHeight + size * 0.6;
  node.replaceChildren(...parts.flatMap((part, i) => (i > 0 ? [document.createElement('wbr'), part] : [part])));
  node.classList.add('phrased');
  for (let at = size; whole && at >= Math.max(40, size * least); at -= 1) {
    node.style.fontSize = `${at}px`;
    if (node.scrollWidth <= node.clientWidth && node.scrollHeight - tails(node) <= height) return at;
  }
  unbroken(node);
  node.style.fontSize = `${size}px`;
  return size;
}

/** As it was written. @param {HTMLElement} node */
export function unbroken(node) {
  if (!node.classList.contains('phrased')) return;
  node.classList.remove('phrased');
  node.textContent = node.textContent; // eslint-disable-line no-self-assign -- in one piece again
}
