// The grades of one item: rows where there is room, one divided bar in a lower third.

import { disc, el, write } from './dom.js';
import { looksOf } from './looks.js';
import { decimalOf } from './motion.js';
import { counterOf, fitAlike, fitFigures, percentText, sizesOf, trackOf, wholeText } from './kit.js';
import { columnRows } from './place.js';

/**
 * @typedef {import('./kit.js').Setup} Setup
 * @typedef {import('./frame.js').Bar} Bar
 * @typedef {'hidden' | 'percent' | 'votes'} Level how much of the numbers may be seen
 * @typedef {{ node: HTMLElement, show: (bars: Bar[], level: Level) => void, settle: () => void, figures: () => void }} Bars
 */

/** The share as the server wrote it, in tenths of a percent: shares sum to 100.0 there. @param {Bar} bar */
function tenthsOf(bar) {
  const read = decimalOf(bar.share || '');
  return read && read.places === 1 ? read.units : bar.permille || 0;
}

/** @param {Bar[]} bars */
function mostOf(bars) {
  return Math.max(0, ...bars.map((bar) => bar.count || 0));
}

/** What the bars show without being told. @param {Bar[]} bars @returns {Level} */
export function levelOf(bars) {
  if (bars.some((bar) => bar.count !== undefined)) return 'votes';
  return bars.some((bar) => bar.share !== undefined) ? 'percent' : 'hidden';
}

/** The two figures of a grade, and what stands in their place. @param {Setup} setup */
function figuresOf(setup) {
  const count = counterOf(setup, 'bar-count', wholeText);
  const share = counterOf(setup, 'bar-share', percentText);
  const sign = el('span', 'bar-sign', '%');
  const pending = el('span', 'bar-pending', '—');
  const shared = el('span', 'bar-shared', share.node, sign);
  return {
    nodes: [count.node, shared, pending],
    /** @param {Bar} bar @param {Level} level @param {number} most the largest count */
    show(bar, level, most) {
      count.node.hidden = level !== 'votes';
      shared.hidden = level === 'hidden';
      shared.classList.toggle('absent', bar.share === undefined);
      pending.hidden = level !== 'hidden';
      count.aim(level === 'votes' ? bar.count || 0 : 0, most);
      share.aim(level === 'hidden' ? 0 : tenthsOf(bar));
    },
  };
}

/** How many rows stand below each other: two columns have room for a scale of sixteen marks, a longer one has three. @param {number} count */
const heightOf = (count) => Math.ceil(count / (count <= 16 ? 2 : 3));

/**
 * Rows of a fixed order: disc, label, bar, count, share.
 * @param {Setup} setup
 * @param {Bar[]} bars labels and looks; the numbers come with show
 * @returns {Bars}
 */
function rowsOf(setup, bars) {
  const looks = looksOf(bars);
  const made = bars.map((bar, i) => {
    const look = looks[i] || { tone: 'none', fullness: 0 };
    const track = trackOf(setup, 'bar-track');
    track.inside.classList.add('tone', `tone-${look.tone}`);
    track.node.classList.toggle('outside', !bar.in_base);
    const figures = figuresOf(setup);
    const name = el('span', 'grade-name', bar.label);
    const node = el('div', 'bar-row', el('span', 'grade', disc(look), name), track.node, el('span', 'bar-figures', ...figures.nodes));
    return { node, track, figures, name };
  });
  const high = heightOf(made.length);
  const all = el('div', `bars bars-${Math.min(12, made.length)} ${made.length > 6 ? `bars-many bars-beside-${Math.ceil(made.length / high)}` : ''}`, ...made.map(({ node }) => node));
  all.style.setProperty('--rows', String(high));
  return {
    node: all,
    show(now, level) {
      made.forEach(({ track, figures }, i) => {
        const bar = now[i];
        if (!bar) return;
        track.aim(level === 'hidden' ? 0 : bar.permille || 0);
        figures.show(bar, level, mostOf(now));
      });
    },
    figures() {}, // a bar has what they leave
    settle() {
      fitAlike(made.map(({ name }) => name), sizesOf(made.length > 6 ? 44 : 56).map((size) => Math.max(40, size)));
    },
  };
}

/**
 * One bar divided by the shares, and under it a column for each grade. Every
 * part reaches from its start to the right end and lies on the part before, so
 * that only its start moves and its pattern is never stretched. At first a cover
 * lies on it, which goes from the left to the right, as any bar grows. Of more than eight
 * the bar alone tells the shares where the counts are shown: columns have no room for both.
 * @param {Setup} setup
 * @param {Bar[]} bars
 * @returns {Bars}
 */
function stackOf(setup, bars) {
  const looks = looksOf(bars);
  const made = bars.map((bar, i) => {
    const look = looks[i] || { tone: 'none', fullness: 0 };
    const part = el('i', `stack-part tone tone-${look.tone}`);
    const start = setup.motion.channel(1000, (value) => {
      part.style.transform = `translateX(${(value / 10).toFixed(3)}%)`;
    });
    const figures = figuresOf(setup);
    const name = el('span', 'grade-name', bar.label);
    const line = el('span', 'bar-figures', ...figures.nodes);
    const column = el('div', 'column', el('span', 'grade', disc(look), name), line);
    return { part, start, figures, column, name, line };
  });
  const cover = el('i', 'stack-cover');
  const open = setup.motion.channel(0, (value) => {
    cover.style.transform = `translateX(${(value / 10).toFixed(3)}%)`;
  });
  const stack = el('div', 'stack', ...made.map(({ part }) => part), cover);
  const columns = el('div', `columns columns-${made.length > 8 ? 'many' : made.length}`, ...made.map(({ column }) => column));
  columns.style.setProperty('--beside', String(Math.ceil(made.length / columnRows(made.length))));
  const fitCounts = () => fitFigures(made.map(({ line, figures: { nodes: [count, share] } }) => ({ box: line, nodes: count ? [count] : [], taken: share ? share.offsetWidth : 0 })));
  return {
    node: el('div', 'stacked', stack, columns), figures: fitCounts,
    show(now, level) {
      let at = 0;
      made.forEach(({ start, figures }, i) => {
        const bar = now[i];
        if (!bar) return;
        if (open.value === 0) start.jump(at);
        else start.goal = at;
        figures.show(bar, level, mostOf(now));
        at += bar.permille || 0;
      });
      if (level === 'hidden') open.jump(0); // the cover is the hatching then
      else open.goal = at > 0 ? 1000 : 0;
    },
    settle() {
      fitCounts();
      fitAlike(made.map(({ name }) => name), sizesOf(44).map((size) => Math.max(40, size)));
    },
  };
}

/**
 * @param {Setup} setup
 * @param {Bar[]} bars
 * @returns {Bars}
 */
export function barsOf(setup, bars) {
  return setup.full ? rowsOf(setup, bars) : stackOf(setup, bars);
}

/** The parts of a state that a picture is told apart by. @param {HTMLElement} node @param {string} text */
export function writeOrHide(node, text) {
  node.hidden = text === '';
  write(node, text);
}
