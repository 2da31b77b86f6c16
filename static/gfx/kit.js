// Parts that several scenes share. Each is made once and then fed with data.

import { disc, el, fit, write } from './dom.js';
import { breakWell, tails } from './phrase.js';

/**
 * What a scene is made with. full: it fills the picture, on a ground of its own. less: something else takes room from it.
 * now: the server's time in milliseconds of what is shown, for what changes with every picture.
 * @typedef {{ say: import('./words.js').Say, motion: import('./motion.js').Motion, full: boolean,
 *   less: () => boolean, now: () => number, qr: (url: string) => HTMLElement, health: () => { fps: number, seq: number } }} Setup
 * @typedef {import('./frame.js').Layer} Layer
 * show only sets goals; whoever calls it starts the motion. settle fits texts once
 * the part is in the document; figures fits those that may grow while it stands. tick gets the server's time in milliseconds, ten
 * times a second. leave is called when the scene goes out.
 * @typedef {{ node: HTMLElement, show: (layer: Layer) => void, settle?: () => void, figures?: () => void, tick?: (now: number) => void, leave?: () => void, cut?: boolean }} Part cut: it comes and goes in one picture
 */

/**
 * The root of a scene. Its plate is what lies under it; the rest comes in after it.
 * @param {Setup} setup
 * @param {string} className
 * @param {...(Node | string)} children
 */
export function sceneOf({ full }, className, ...children) {
  return el('section', `scene ${className} ${full ? 'full' : 'over'}`, moves('plate', 0, el('i', 'plate')), ...children);
}

/**
 * Says how a part comes in: 'plate' is wiped open, 'text' rises, in their order.
 * @template {HTMLElement} T
 * @param {string} kind
 * @param {number} order
 * @param {T} node
 * @returns {T}
 */
export function moves(kind, order, node) {
  node.dataset.in = kind;
  node.dataset.order = String(order);
  return node;
}

/** The largest of four sizes down to 85 %, below which a name takes two lines. @param {number} size */
export function sizesOf(size) {
  return [1, 0.95, 0.9, 0.85].map((part) => Math.round(size * part));
}

/**
 * What stands beside a name: whole, or not at all.
 * @param {HTMLElement} node already in the document
 * @param {number[]} sizes
 * @param {boolean} two it may take two lines
 */
export function fitOrHide(node, sizes, two = false) {
  node.hidden = false;
  if (node.textContent === '') node.hidden = true;
  else if (!fit(node, sizes.map((size) => Math.max(40, size)))) {
    node.hidden = !two || node.scrollHeight > node.clientHeight + 20;
    if (!node.hidden) breakWell(node, 1);
  }
}

/**
 * A name in one line down to 85 % of its size, or in two, smaller still when it must be; never squeezed.
 * One that is too long even for that has three where there is room.
 * @param {HTMLElement} node already in the document
 * @param {number} size
 * @param {boolean} [three]
 * @returns {boolean} whether it has one line
 */
export function fitName(node, size, three = true) {
  if (fit(node, sizesOf(size))) return true;
  node.classList.remove('three');
  for (let small = Math.max(40, size * 0.85); small >= 40; small *= 0.95) {
    node.style.fontSize = `${Math.round(small)}px`;
    if (node.scrollHeight > node.clientHeight + small / 2) continue; // the letters reach beyond their line, a third line does so by more
    breakWell(node);
    return false;
  }
  node.style.fontSize = '40px';
  node.classList.toggle('three', three);
  return false;
}

/**
 * A name in one line down to 85 % of its size, or in as many lines as have room, in the largest type that has it.
 * What has none even in the least type ends in a mark; it is longer than any name should be.
 * @param {HTMLElement} node already in the document
 * @param {number} size
 * @param {number} room pixels from the top of the first line to the bottom of the last
 * @returns {number} the size
 */
export function fitLines(node, size, room) {
  node.style.webkitLineClamp = 'none';
  node.classList.remove('clamped');
  for (const whole of sizesOf(size)) if (whole >= 40 && fit(node, [whole])) return whole;
  for (let at = size; at >= 40; at -= 2) {
    if (fit(node, [at])) return at;
    if (node.scrollHeight - tails(node) <= room) return breakWell(node);
  }
  fit(node, [40]);
  node.style.webkitLineClamp = String(Math.max(1, Math.floor(room / parseFloat(getComputedStyle(node).lineHeight))));
  node.classList.add('clamped');
  return 40;
}

/**
 * A name in that very size, in as many lines as it takes: the size of its group, which is small enough for it.
 * @param {HTMLElement} node already in the document
 * @param {number} size
 * @param {number} room
 */
export function fitAt(node, size, room) {
  node.classList.remove('clamped');
  if (fit(node, [size])) return;
  node.style.webkitLineClamp = 'none';
  if (node.scrollHeight - tails(node) > room) fitLines(node, size, room);
  else breakWell(node, 1);
}

/**
 * Labels of one group have one size: the largest that all of them have room for.
 * @param {Iterable<HTMLElement>} nodes already in the document
 * @param {number[]} sizes
 */
export function fitAlike(nodes, sizes) {
  const least = Math.min(...[...nodes].map((node) => {
    fit(node, sizes);
    return parseFloat(node.style.fontSize);
  }));
  for (const node of nodes) if (!fit(node, [least])) breakWell(node, 1);
}

/**
 * Names of one group, as fitName has each of them by itself, in the size of the smallest.
 * @param {HTMLElement[]} nodes already in the document
 * @param {number} size
 */
export function nameAlike(nodes, size) {
  const least = Math.min(...nodes.map((node) => {
    fitName(node, size);
    return parseFloat(node.style.fontSize);
  }));
  for (const node of nodes) fitAt(node, least, Infinity);
}

/**
 * Figures in one line are smaller by as much as they have no room for: full marks of four decimals, a room of ten thousand.
 * Those of several lines have one size.
 * @param {{ box: HTMLElement, nodes: HTMLElement[], taken?: number }[]} lines already in the document; taken: by what else stands in the line
 */
export function fitFigures(lines) {
  const all = lines.flatMap(({ nodes }) => nodes);
  for (const node of all) node.style.fontSize = '';
  const part = Math.min(...lines.map(partOf));
  if (part >= 1) return;
  const sizes = all.map((node) => Math.max(40, Math.floor(parseFloat(getComputedStyle(node).fontSize) * part)));
  all.forEach((node, i) => { node.style.fontSize = `${sizes[i]}px`; });
}

/** @param {{ box: HTMLElement, nodes: HTMLElement[], taken?: number }} line */
function partOf({ box, nodes, taken = 0 }) {
  const around = getComputedStyle(box);
  let room = box.clientWidth - parseFloat(around.paddingLeft) - parseFloat(around.paddingRight) - taken;
  let wide = 0;
  for (const node of nodes.filter(({ offsetWidth }) => offsetWidth > 0)) {
    const style = getComputedStyle(node);
    room -= parseFloat(style.marginLeft) + parseFloat(style.marginRight);
    wide += Math.max(node.offsetWidth, node.scrollWidth);
  }
  return wide > room ? (room * 0.96) / wide : 1; // a comma is a little wider than half a digit
}

/** The room that figures take, in digits: a point is half as wide. @param {string} text */
export function roomFor(text) {
  return `${text.length - 0.5 * text.replace(/[^.,]/g, '').length}ch`;
}

/**
 * A whole number that counts to its goal. It has the room of its largest value,
 * so that nothing beside it moves.
 * @param {Setup} setup
 * @param {string} className
 * @param {(value: number) => string} [text]
 */
export function counterOf({ motion }, className, text = (value) => String(Math.round(value))) {
  const node = el('span', `num ${className}`);
  let first = true;
  const channel = motion.channel(0, (value) => write(node, text(value)));
  return {
    node,
    /** @param {number} value @param {number} [most] */
    aim(value, most = value) {
      channel.goal = value;
      node.style.minWidth = roomFor(text(most));
      first = false;
    },
    fresh: () => first,
  };
}

/**
 * A bar that fills from the left; the value is in thousandths.
 * @param {Setup} setup
 * @param {string} className
 */
export function trackOf({ motion }, className) {
  const inside = el('i', 'track-fill');
  const channel = motion.channel(0, (value) => {
    inside.style.transform = `translateX(${(value / 10 - 100).toFixed(3)}%)`;
  });
  const node = el('span', `track ${className}`, inside);
  return {
    node, inside,
    /** @param {number} permille */
    aim(permille) { channel.goal = Math.max(0, Math.min(1000, permille || 0)); },
  };
}

/**
 * A line across bars, at a value in thousandths. It stands where it is laid out: moved there by a transform it
 * would be a layer of its own while its row comes in, which costs a page without a graphics card a picture in two.
 */
export function tickOf() {
  const line = el('i', 'tick-line');
  return {
    node: el('i', 'tick', line),
    /** @param {number} permille */
    at(permille) { line.style.left = `${(permille / 10).toFixed(2)}%`; },
  };
}

/**
 * Number, name and place of a unit or a head.
 * @param {number} size of the name
 * @param {number} [small] of the place
 */
export function headOf(size, small = 40) {
  const number = el('span', 'head-number num');
  const name = el('h1', 'head-name');
  const place = el('p', 'head-place');
  const text = el('div', 'head-text', name, place);
  return {
    node: el('header', 'head', number, text),
    /** @param {Record<string, any>} data */
    show(data) {
      write(number, String(data.number || ''));
      write(name, String(data.name || ''));
      write(place, data.place && data.place !== data.name ? String(data.place) : '');
    },
    /** @param {number} [name1] another size of the name @param {number} [small1] and of the place */
    settle(name1 = size, small1 = small) {
      const whole = fitName(name, name1);
      fitOrHide(place, sizesOf(small1), whole); // the whole name comes first
      if (name.offsetHeight - tails(name) + place.offsetHeight - tails(place) > text.clientHeight) place.hidden = true;
    },
  };
}

/** A short word on a ground of its own. @param {string} className @param {string} [text] */
export function chipOf(className, text = '') {
  return el('span', `chip ${className}`, text);
}

/**
 * What stands where something may not be shown yet.
 * @param {Setup} setup
 */
export function pendingOf({ say }) {
  return el('span', 'pending', el('i', 'pending-bar'), say('pending'));
}

/**
 * Which share of the page this is, such as 2/5; nothing when there is one alone.
 * @param {Setup} setup
 * @param {string} [className]
 */
export function pagerOf({ say }, className = '') {
  const node = el('span', `pager num ${className}`);
  return {
    node,
    /** @param {Record<string, any>} data page counts from 0 */
    show({ page, pages }) {
      node.hidden = !(pages > 1);
      write(node, pages > 1 ? say('page', { page: page + 1, pages }) : '');
    },
  };
}

/**
 * The short code of a sealed count.
 * @param {Setup} setup
 */
export function sealOf({ say }) {
  const code = el('span', 'seal-code num');
  const node = el('p', 'seal', el('span', 'caption', say('seal')), code);
  return {
    node,
    /** @param {Record<string, any>} data */
    show({ seal }) {
      node.hidden = !seal;
      write(code, seal || '');
    },
  };
}

/**
 * A grade's name with its disc.
 * @param {import('./looks.js').Look} look
 * @param {string} label
 */
export function gradeOf(look, label) {
  return el('span', 'grade', disc(look), el('span', 'grade-name', label));
}

/** A place of the ranking; what has none shows a dash. @param {{ rank: number }} row */
export function rankText(row) {
  return row.rank > 0 ? String(row.rank) : '–';
}

/**
 * Number of the tens and hundreds, as people write it: 12,345.
 * @param {number} value
 */
export function wholeText(value) {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** A share such as 93.1 from thousandths. @param {number} permille */
export function percentText(permille) {
  const tenths = Math.round(permille);
  return `${Math.floor(tenths / 10)}.${tenths % 10}`;
}
