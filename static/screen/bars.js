// The grades of one item: rows on the wall, one divided bar on the overlay.

import { disc, el } from './dom.js';
import { makeCounter, makeTrack } from './figures.js';

/**
 * @typedef {import('./parts.js').Setup} Setup
 * @typedef {import('./view.js').BarView} BarView
 * @typedef {{ node: HTMLElement, show: (bars: BarView[]) => void }} Bars
 */

/** @param {number} permille */
const shareText = (permille) => {
  const tenths = Math.round(permille);
  return `${Math.floor(tenths / 10)}.${tenths % 10}%`;
};

/** @typedef {{ goal: number, jump: (value: number) => void }} Channel */

/** What was on the picture before stands at once. @param {Channel} channel @param {number} value */
const jump = (channel, value) => channel.jump(value);

/** What is new or has changed moves. @param {Channel} channel @param {number} value */
const aim = (channel, value) => { channel.goal = value; };

/**
 * Rows of a fixed order: disc, label, bar, count, share.
 * @param {Setup} setup
 * @param {BarView[]} bars labels and looks; the numbers come with show
 * @returns {Bars}
 */
export function makeRows(setup, bars) {
  const made = bars.map((bar) => {
    const track = makeTrack(setup, 'bar-track');
    track.inside.classList.add('tone', `tone-${bar.look.tone}`);
    const count = makeCounter(setup, 'bar-count');
    const share = makeCounter(setup, 'bar-share', shareText);
    const label = el('span', 'bar-label', el('span', 'bar-name', bar.label));
    if (bar.note) label.append(el('span', 'bar-note', bar.note));
    const node = el('div', 'bar', disc(bar.look), label, track.node, count.node, share.node);
    return { node, channels: { track: track.channel, count: count.channel, share: share.channel } };
  });
  const density = bars.length > 10 ? 'dense' : bars.length > 6 ? 'close' : bars.length > 4 ? 'many' : 'few';
  let put = setup.seen ? jump : aim;
  return {
    node: el('div', `bars bars-${density}`, ...made.map(({ node }) => node)),
    show(now) {
      made.forEach(({ channels }, i) => {
        const bar = now[i];
        if (!bar) return;
        put(channels.track, bar.permille);
        put(channels.share, bar.permille);
        put(channels.count, bar.count);
      });
      put = aim;
    },
  };
}

/**
 * One bar divided by the shares, and under it a column for each grade. Every
 * part reaches from its start to the right end and lies on the part before, so
 * that only its start moves and its pattern is never stretched.
 * @param {Setup} setup
 * @param {BarView[]} bars
 * @returns {Bars}
 */
export function makeStack(setup, bars) {
  const made = bars.map((bar) => {
    const part = el('i', `stack-part tone tone-${bar.look.tone}`);
    const start = setup.motion.channel(1000, (value) => {
      part.style.transform = `translateX(${(value / 10).toFixed(3)}%)`;
    });
    const count = makeCounter(setup, 'bar-count');
    const share = makeCounter(setup, 'bar-share', shareText);
    const column = el('div', 'column', el('div', 'column-head', disc(bar.look), el('span', 'bar-name', bar.label)),
      el('div', 'column-figures', count.node, share.node));
    return { part, column, channels: { start, count: count.channel, share: share.channel } };
  });
  const stack = el('div', 'stack', ...made.map(({ part }) => part));
  const scale = made.length > 10 && bars.every(({ label }) => label.length < 5); // numbers
  const columns = el('div', `columns columns-${scale ? 16 : made.length > 6 ? 8 : made.length}`, ...made.map(({ column }) => column));
  let put = setup.seen ? jump : aim;
  return {
    node: el('div', 'stacked', stack, columns),
    show(now) {
      let start = 0;
      made.forEach(({ channels }, i) => {
        const bar = now[i];
        if (!bar) return;
        put(channels.start, start);
        put(channels.share, bar.permille);
        put(channels.count, bar.count);
        start += bar.permille;
      });
      if (start === 0) for (const { channels } of made) put(channels.start, 1000);
      put = aim;
    },
  };
}

/**
 * @param {Setup} setup
 * @param {BarView[]} bars
 */
export function makeBars(setup, bars) {
  return setup.kind === 'hall' ? makeRows(setup, bars) : makeStack(setup, bars);
}
