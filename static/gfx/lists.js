// The scenes of many units: board, ten, reveal. Rows have a constant height.

import { el, fit, write } from './dom.js';
import { chipOf, fitAt, fitLines, fitOrHide, moves, pagerOf, pendingOf, rankText, sceneOf, sealOf, sizesOf, trackOf } from './kit.js';
import { appear, resize } from './motions.js';
import { overlong } from './phrase.js';

/**
 * @typedef {import('./kit.js').Setup} Setup
 * @typedef {import('./kit.js').Part} Part
 * @typedef {import('./kit.js').Layer} Layer
 * @typedef {import('./frame.js').Row} Row
 */

/** Of the names below the first, which is never smaller than theirs. @param {Setup} setup */
const belowFirst = ({ full }) => (full ? 64 : 48);
/** Of the bar under a row, in pixels; on a wall two lines keep off the edges of their box too. @param {string} className @param {Setup} setup */
const barRoom = (className, { full }) => (full && className === 'ten-row' ? 20 : 8);

/**
 * One row: rank, name, place, score. Without a row it stays free, or waits for its name.
 * @param {Setup} setup
 * @param {string} className
 * @param {number} size of the name
 * @param {boolean} [stacked] its score stands under the name
 */
function rowOf(setup, className, size, stacked = false) {
  const rank = el('span', 'row-rank num');
  const tie = el('span', 'row-tie', setup.say('tie'));
  const name = el('span', 'row-name');
  const place = el('span', 'row-place');
  const score = el('span', 'row-score num');
  const track = trackOf(setup, 'row-track');
  const pending = pendingOf(setup);
  const node = el('div', `row ${className}`, el('span', 'row-rank-cell', rank, tie), el('span', 'row-text', name, place), pending, score, track.node);
  const roomIn = () => node.clientHeight - barRoom(className, setup) - (stacked ? score.offsetHeight : 0);
  const besides = () => fitOrHide(place, [size > 64 && node.clientHeight >= 105 && parseFloat(name.style.fontSize) >= 50 ? 48 : 40]); // a wall is read from further away
  let last = { text: '', type: size }; // who stood here, and how large
  return {
    node,
    /** @param {Row | undefined} row @param {string} [waiting] the rank of a place that is not released */
    show(row, waiting = '') {
      node.classList.toggle('free', !row && waiting === '');
      node.classList.toggle('is-waiting', !row && waiting !== '');
      node.dataset.rank = row ? String(row.rank) : waiting;
      pending.hidden = Boolean(row) || waiting === '';
      write(rank, row ? rankText(row) : waiting);
      tie.hidden = !row || !row.tie;
      write(name, row ? (row.revote ? setup.say('row-revote', { name: row.name }) : row.name) : '');
      write(place, row ? (row.place !== row.name && row.place) || (row.parts || []).map((part) => `${part.label} ${part.score}`).join('　') : '');
      write(score, row ? row.score || '–' : '');
      track.aim(row && row.permille !== undefined ? row.permille : 0);
      track.node.hidden = !row || row.permille === undefined;
    },
    /** @param {number} [most] no larger than that @param {boolean} [alone] the name takes no less for its class @returns {number} the size of the name, 0 without one */
    settle(most = size, alone = false) {
      if (name.textContent === '') return 0;
      const low = setup.less() && !node.closest('.board-10'); // no room is left above a line, which stands a little over the middle, but for ten its lines are closer
      const part = stacked ? 100 : className === 'ten-row' ? 44 : className === 'board-row' && low ? 75 : 80; // no line is taller than its row, and in a column the place stands below it
      const wanted = Math.min(size, most, Math.floor((node.clientHeight * part) / 100));
      place.hidden = true; // the whole name comes before its class
      const chosen = fitLines(name, wanted, roomIn());
      if (alone || name.classList.contains('wrapped')) return chosen;
      besides();
      for (const smaller of [...sizesOf(wanted), 0]) {
        if (smaller > 0 && smaller <= chosen && fit(name, [smaller])) return smaller;
      }
      place.hidden = true;
      return fitLines(name, wanted, roomIn());
    },
    /** Whether its name is longer than a row is made for. */
    overlong: () => overlong(name.textContent || ''),
    /** Whether the class has no room beside its name. */
    lacks: () => place.hidden && place.textContent !== '' && !name.classList.contains('wrapped'),
    /** Whether its class is not to be seen. */
    bare: () => place.hidden && place.textContent !== '' && name.textContent !== '',
    /** @param {number} type of its group, no larger than its own @param {boolean} [bare] without its class */
    join(type, bare = false) {
      if (name.textContent === last.text && type !== last.type && last.text !== '') resize(name, last.type / type);
      last = { text: name.textContent || '', type };
      if (last.text === '') return;
      place.hidden = true;
      fitAt(name, type, roomIn());
      if (bare || name.classList.contains('wrapped')) return;
      besides();
      if (fit(name, [type])) return;
      place.hidden = true;
      fit(name, [type]);
    },
  };
}

/**
 * Names that stand below each other have one size: the least that one of them has by itself. A name that is longer than a row
 * is made for is smaller alone, in as many lines as it has room for, and takes nothing from the others.
 * @param {ReturnType<typeof rowOf>[]} rows @param {number} [most] @param {boolean} [even] the class stands in all of them or in none @returns {number} 0 where no name is
 */
function alike(rows, most, even = false) {
  const usual = rows.filter((row) => !row.overlong());
  const settle = (/** @type {boolean} */ alone) => {
    const type = Math.min(...usual.map((row) => row.settle(most, alone) || Infinity));
    return type < Infinity ? type : Math.min(...rows.map((row) => row.settle(most, alone) || Infinity));
  };
  let type = settle(false);
  if (type === Infinity) return 0;
  if (usual.some((row) => row.lacks())) type = settle(true); // not smaller for what one of them has no room for all the same
  for (const row of rows) row.join(type);
  if (even && rows.some((row) => row.bare())) for (const row of rows) row.join(type, true);
  return type;
}

/** What a list is of: the evening, and which of its lists. @param {Setup} setup @param {Record<string, any>} data */
function titleText({ say }, data) {
  const sofar = data.so_far ? say('ranking-so-far', { n: data.so_far.units, of: data.so_far.of }) : '';
  return [data.title, [data.list, data.class].filter(Boolean).join(' ') || (sofar ? '' : say('ranking')), sofar].filter(Boolean).join(' · ');
}

/** A title and what stands at its right. @param {Setup} setup */
function titleOf(setup) {
  const title = el('h1', 'list-title');
  const corrected = chipOf('corrected', setup.say('corrected'));
  const pager = pagerOf(setup);
  return {
    node: el('header', 'list-head', title, corrected, pager.node),
    /** @param {Record<string, any>} data */
    show(data) {
      write(title, titleText(setup, data));
      corrected.hidden = data.corrected !== true;
      pager.show(data);
    },
    settle() { fitLines(title, 68, 100); },
  };
}

/**
 * board `{title, page, pages, class?, list?, rows, size, pinned?, so_far?, corrected}`: places among those who are out by now are no ranking yet
 * @param {Setup} setup
 * @param {Layer} layer
 * @returns {Part}
 */
export function makeBoard(setup, layer) {
  const size = Math.min(10, layer.data.size || 8);
  const title = titleOf(setup);
  const type = !setup.full ? 52 : size > 8 || layer.data.pinned ? 64 : 72;
  const rows = Array.from({ length: size }, () => rowOf(setup, 'board-row', type));
  const pinned = rowOf(setup, 'board-row pinned', type);
  const node = sceneOf(setup, `list board board-${size}`, moves('text', 1, title.node),
    el('div', 'list-rows', ...rows.map((row, i) => moves('text', 2 + i, row.node)), moves('text', 2 + size, pinned.node)));
  return {
    node,
    show({ data }) {
      title.show(data);
      rows.forEach((row, i) => row.show(data.rows[i]));
      pinned.show(data.pinned);
      pinned.node.hidden = !data.pinned;
      node.classList.toggle('has-pinned', Boolean(data.pinned));
    },
    settle() {
      title.settle();
      alike([...rows, pinned], undefined, true);
    },
  };
}

/**
 * ten `{hidden, list, tone, size, rows, released}`: two columns, and the worst without any colour of blame.
 * @param {Setup} setup
 * @param {Layer} layer
 * @returns {Part}
 */
export function makeTen(setup, layer) {
  const size = Math.min(20, layer.data.size || 10);
  const title = titleOf(setup);
  const rows = Array.from({ length: size }, () => rowOf(setup, 'ten-row', setup.full ? 72 : 48));
  const node = sceneOf(setup, `list ten ten-${layer.data.tone === 'worst' ? 'worst' : 'best'} ${size === 1 ? 'alone' : ''}`, moves('text', 1, title.node),
    el('div', 'ten-rows', ...rows.map((row, i) => moves('text', 2 + (i % Math.ceil(size / 2)), row.node))));
  /** @type {Set<string>} */
  let known = new Set();
  let stand = ''; // who stands where: names are fitted when that changes
  const fitNames = () => alike(rows, setup.full && setup.less() ? 52 : undefined); // the scores are smaller then too
  return {
    node,
    show({ data }) {
      const shown = placed(data.rows || [], size);
      title.show(data);
      node.style.setProperty('--half', String(Math.ceil(size / 2)));
      rows.forEach((row, i) => row.show(data.hidden ? undefined : shown[i], String(i + 1)));
      const now = shown.map((row) => (row ? row.unit : '')).join();
      if (now !== stand && node.isConnected) fitNames();
      stand = now;
      known = arrivals(rows, shown, known, node.isConnected);
    },
    settle() {
      title.settle();
      fitNames();
    },
  };
}

/**
 * Rows at the place of their rank; of several with one rank the later stand below.
 * @param {Row[]} rows @param {number} size @returns {(Row | undefined)[]}
 */
export function placed(rows, size) {
  /** @type {(Row | undefined)[]} */
  const slots = new Array(size).fill(undefined);
  for (const row of [...rows].sort((a, b) => a.rank - b.rank)) {
    let at = Math.max(0, row.rank - 1);
    while (at < size && slots[at]) at += 1;
    if (at < size) slots[at] = row;
  }
  return slots;
}

/**
 * Lets those come in that were not there before.
 * @param {{ node: HTMLElement }[]} rows
 * @param {(Row | undefined)[]} shown
 * @param {Set<string>} known
 * @param {boolean} stands the scene is on the picture
 */
function arrivals(rows, shown, known, stands) {
  let order = 0;
  shown.forEach((row, i) => {
    const made = rows[i];
    if (!row || !made || known.has(row.unit) || !stands) return;
    appear(made.node, order);
    order += 1;
  });
  return new Set(shown.flatMap((row) => (row ? [row.unit] : [])));
}

/**
 * reveal `{title, total, released, rows, next, top, seal, version, corrected}`: from the last place to
 * the first, the top places apart, unless more share one of them than it holds. A place that is not released has no name in the page.
 * @param {Setup} setup
 * @param {Layer} layer
 * @returns {Part}
 */
export function makeReveal(setup, layer) {
  const total = layer.data.total || 0;
  const top = Math.max(0, Math.min(3, layer.data.top || 0, total));
  const most = Math.max(0, Math.min(7, total - top));
  const title = titleOf(setup);
  const lead = setup.full ? 88 : 64; // a wall is read from further away
  const heads = Array.from({ length: top }, () => rowOf(setup, 'top-row', lead, true));
  const rows = Array.from({ length: most }, () => rowOf(setup, 'reveal-row', setup.full ? 58 : 48));
  const next = el('p', 'reveal-next');
  const seal = sealOf(setup);
  const node = sceneOf(setup, `list reveal ${most === 0 ? 'only-top' : ''} ${top === 0 ? 'no-top' : ''} ${total === 1 ? 'alone' : ''}`, moves('text', 1, title.node),
    el('div', 'reveal-top', ...heads.map((row, i) => moves('text', 3 + i, row.node)), moves('text', 3 + top, el('div', 'reveal-foot', next, seal.node))),
    el('div', 'reveal-rows', ...rows.map((row, i) => moves('text', 2 + i, row.node))));
  /** @type {Set<string>} */
  let known = new Set();
  let stand = ''; // which names stand where: they are fitted when that changes
  const fitNames = () => {
    const leads = heads.filter((row) => row.node.dataset.rank === '1');
    const size = alike(leads) || lead; // who share a place share its type
    alike(heads.filter((row) => !leads.includes(row)), Math.min(size, belowFirst(setup)));
    alike(rows);
    fit(next, setup.full ? [50, 45, 40] : [40]);
  };
  return {
    node,
    show({ data }) {
      const slots = placed(data.hidden ? [] : data.rows || [], total);
      const length = setup.less() ? Math.min(most, 6) : most; // two lines of a name need their room
      const newest = new Set(data.newest ? data.rows.slice(-data.newest) : []);
      const shared = data.next && data.rows.some((/** @type {Row} */ row) => row.rank === data.next.rank); // and more of them are to come
      const waiting = (/** @type {number} */ at) => String(shared ? Math.min(at, data.next.rank) : at);
      const first = windowAt(slots, top, length, (row) => newest.has(row));
      const shown = [...slots.slice(0, top), ...slots.slice(first, first + length)];
      title.show(data);
      heads.forEach((row, i) => row.show(slots[i], waiting(i + 1)));
      rows.forEach((row, i) => {
        row.node.hidden = i >= length;
        row.show(i < length ? slots[first + i] : undefined, waiting(first + i + 1));
      });
      write(next, data.hidden ? '' : nextText(setup, data));
      const now = shown.map((row) => (row ? row.unit : '')).join();
      if (now !== stand && node.isConnected) fitNames();
      stand = now;
      known = arrivals([...heads, ...rows], shown, known, node.isConnected);
      for (const row of [...heads, ...rows]) row.node.classList.toggle('is-next', Boolean(data.next) && row.node.dataset.rank === String(data.next.rank) && row.node.classList.contains('is-waiting'));
      seal.show(data);
    },
    settle() {
      title.settle();
      fitNames();
    },
  };
}

/** What comes next: a place, or while none is out yet a group. @param {Setup} setup @param {Record<string, any>} data */
function nextText({ say }, { next, total }) {
  if (!next) return say('all-released', { n: total });
  return next.rank > 0 ? say('next-place', { rank: next.rank }) : say('next-group', { group: next.group, of: next.of });
}

/**
 * The first of the places that are shown below the top: who came out last is shown whole, and as long as
 * there is room the next to be released.
 * @param {(Row | undefined)[]} slots @param {number} top @param {number} length
 * @param {(row: Row) => boolean} [newest] who came out last; without, the highest
 */
export function windowAt(slots, top, length, newest = () => false) {
  const is = (/** @type {Row | undefined} */ row, /** @type {number} */ i) => row !== undefined && i >= top && newest(row);
  const found = slots.findIndex(is) < 0 ? slots.findIndex((row, i) => row !== undefined && i >= top) : slots.findIndex(is);
  const highest = found < 0 ? slots.length : found;
  const lowest = slots.reduce((at, row, i) => (is(row, i) ? i : at), -1);
  return Math.max(top, Math.min(slots.length - length, Math.max(highest - 2, lowest - length + 1)));
}
