// The scenes of one item: countdown, live bars, score card. And the empty one.

import { makeBars } from './bars.js';
import { el, fit, write } from './dom.js';
import { makeCounter, reserve } from './figures.js';
import { decimalOf, decimalText } from './motion.js';
import { makeSeal, makeStand, makeStrap, makeTimer } from './parts.js';
import { makeTurnout } from './turnout.js';
import { fill } from './words.js';

/** Live bars move in steps of so many ballots, so that no single tap can be read off them. */
const liveStep = 5;

/**
 * @typedef {import('./parts.js').Setup} Setup
 * @typedef {import('./parts.js').Part} Part
 * @typedef {import('./view.js').View} View
 */

/**
 * Puts parts together to one.
 * @param {HTMLElement} node
 * @param {Part[]} parts
 * @param {(view: View) => void} [also] what else a view changes
 * @returns {Part}
 */
function together(node, parts, also = () => {}) {
  return {
    node,
    show(view) {
      for (const part of parts) part.show(view);
      also(view);
    },
    settle() {
      for (const part of parts) part.settle?.();
    },
    tick(now) {
      for (const part of parts) part.tick?.(now);
    },
  };
}

/**
 * Fits the name of a unit once more when the vote opens or ends: what stands
 * beside it is then another.
 * @param {Part} strap
 * @returns {(view: View) => void}
 */
function fitAgain(strap) {
  let stand = '';
  return ({ vote }) => {
    const now = `${vote?.stand} ${vote?.seal !== ''}`;
    if (stand !== '' && stand !== now) strap.settle?.();
    stand = now;
  };
}

/** @returns {Part} */
export function makeBlank() {
  return { node: el('section', 'scene blank'), show() {} };
}

/**
 * @param {Setup} setup
 * @returns {Part}
 */
export function makeCountdown(setup) {
  const strap = makeStrap(setup);
  const timer = makeTimer(setup);
  const stand = makeStand(setup);
  const turnout = makeTurnout(setup);
  const seal = makeSeal(setup);
  const panel = el('div', 'panel countdown-panel', el('div', 'countdown-time', timer.node, stand.node), turnout.node);
  const node = el('section', 'scene countdown', strap.node, panel, seal.node);
  return together(node, [timer, stand, turnout, seal, strap], fitAgain(strap));
}

/**
 * @param {Setup} setup
 * @param {View} view
 * @returns {Part}
 */
export function makeLiveBars(setup, view) {
  const strap = makeStrap(setup);
  const bars = makeBars(setup, view.bars);
  const turnout = makeTurnout(setup);
  const timer = makeTimer(setup);
  const stand = makeStand(setup);
  const note = el('span', 'step-note', fill(setup.words.stepped, { n: liveStep }));
  const seal = makeSeal(setup);
  // How it ended stands where the clock was, so that nothing else moves at the close.
  const end = el('div', 'live-end', stand.node, seal.node);
  const foot = el('div', 'panel live-foot', timer.node, end, turnout.node, note);
  const node = el('section', 'scene live-bars', strap.node, el('div', 'live-figures', bars.node), foot);
  const refit = fitAgain(strap);
  return together(node, [turnout, timer, stand, seal, strap], (now) => {
    bars.show(now.bars);
    refit(now);
    note.hidden = now.vote?.stand !== 'open';
  });
}

/**
 * @param {Setup} setup
 * @param {View} view
 * @returns {Part}
 */
export function makeScoreCard(setup, view) {
  const strap = makeStrap(setup);
  const bars = makeBars(setup, view.bars);
  const turnout = makeTurnout(setup);
  const seal = makeSeal(setup);
  const score = makeScore(setup, view);
  const ranks = el('div', 'ranks');
  const card = el('div', 'panel score-panel', score.node, ranks);
  const criteria = makeCriteria(setup, view);
  const figures = el('div', 'score-figures', criteria ? criteria.node : bars.node);
  const node = el('section', 'scene score-card', strap.node, card, figures, turnout.node, seal.node);
  // The strap is fitted last: what stands beside it has its width by then.
  return together(node, [turnout, seal, score, ...(criteria ? [criteria] : []), strap], (now) => {
    bars.show(now.bars);
    ranks.replaceChildren(...(now.result?.places ?? []).map(rankOf));
  });
}

const criterionSizes = [60, 52, 44, 38, 32, 28, 24, 20];

/**
 * On the wall a unit with several criteria shows the score of each in place of the
 * bars, at the largest size at which all are there; the lower third has no room.
 * @param {Setup} setup
 * @param {View} view
 * @returns {Part | null}
 */
function makeCriteria(setup, view) {
  const scores = view.result?.criteria ?? [];
  if (setup.kind !== 'hall' || scores.length === 0) return null;
  const node = el('ol', scores.length > 8 ? 'criteria criteria-many' : 'criteria', ...scores.map(({ label, score }) =>
    el('li', 'criterion', el('span', 'criterion-label', label), el('span', 'criterion-score', score))));
  return {
    node,
    show() {},
    settle() {
      for (const size of criterionSizes) {
        node.style.fontSize = `${size}px`;
        if (node.scrollHeight <= node.clientHeight) return;
      }
    },
  };
}

/** @param {import('./ranking.js').Place} place */
function rankOf({ label, place, of }) {
  return el('div', 'rank', el('span', 'rank-label', label),
    el('span', 'rank-figures', el('span', 'rank-place', String(place)), el('span', 'rank-of', of)));
}

const scoreSizes = { hall: [212, 184, 160, 120, 80], overlay: [148] };

/**
 * The score counts up to its value; without one a sentence stands in its place, that
 * nobody had an opinion or that it comes with the result.
 * @param {Setup} setup
 * @param {View} view
 * @returns {Part}
 */
function makeScore(setup, view) {
  const places = decimalOf(view.result?.score ?? '')?.places ?? 0;
  const counter = makeCounter(setup, 'score-digits', (value) => decimalText(value, places));
  const none = el('span', 'score-none');
  return {
    node: el('div', 'score', el('span', 'caption', setup.words.score), counter.node, none),
    show({ result }) {
      const value = decimalOf(result?.score ?? '');
      counter.node.hidden = value === null;
      none.hidden = value !== null;
      write(none, result?.awaits ? setup.words.awaits : setup.words.noScore);
      if (value && value.places === places) counter.channel.goal = value.units;
      else if (value) write(counter.node, result?.score ?? '');
    },
    settle() {
      const text = view.result?.score ?? '';
      const now = counter.node.textContent ?? '';
      write(counter.node, text);
      fit(counter.node, scoreSizes[setup.kind]);
      write(counter.node, now);
      reserve(counter.node, counter.node, text);
    },
  };
}
