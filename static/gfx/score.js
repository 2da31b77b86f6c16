// The scenes of a result of one item: score card and verdict.

import { el, fit, write } from './dom.js';
import { decimalOf, decimalText } from './motion.js';
import { barsOf, levelOf, writeOrHide } from './bars.js';
import { appear, move } from './motions.js';
import { passes, standOf } from './vote.js';
import { chipOf, fitAlike, fitFigures, fitName, headOf, moves, nameAlike, pendingOf, roomFor, sceneOf, sealOf, sizesOf, tickOf, wholeText } from './kit.js';

/**
 * @typedef {import('./kit.js').Setup} Setup
 * @typedef {import('./kit.js').Part} Part
 * @typedef {import('./kit.js').Layer} Layer
 */

/**
 * A decimal that rolls to its value; its places never change on the way.
 * @param {Setup} setup
 * @param {string} className
 */
export function decimalCounter({ motion }, className) {
  const node = el('span', `num ${className}`);
  let places = 2;
  let text = '';
  const draw = (/** @type {number} */ value) => write(node, text === '' ? '–' : decimalText(value, places));
  const channel = motion.channel(0, draw);
  return {
    node,
    /** @param {any} score text such as "89.48"; anything else is shown as it is */
    aim(score) {
      const read = decimalOf(String(score ?? ''));
      text = String(score ?? '');
      node.style.minWidth = roomFor(text);
      if (!read) {
        write(node, text || '–');
        return;
      }
      if (read.places !== places) channel.jump(0);
      places = read.places;
      channel.goal = read.units;
      if (channel.value === channel.goal) draw(channel.value);
    },
  };
}

/**
 * score-card `{hidden, name, place, number, score, rank, of, rank_in_class, of_class, class, valid, void, blank, bars, marks?, criteria?, seal, corrected, instead?, revote?, tie?, class_tie?, so_far?, class_so_far?}`
 * @param {Setup} setup
 * @param {Layer} layer
 * @returns {Part}
 */
export function makeScoreCard(setup, layer) {
  const { say, full } = setup;
  const head = headOf(full ? 88 : 64, full ? 48 : 44);
  let placed = ''; // the ranks that are written
  let covered = false; // on a wall the name is what a hidden card has to show
  const score = decimalCounter(setup, 'score');
  const none = el('span', 'score-none', say('no-score'));
  const pending = pendingOf(setup);
  const instead = el('span', 'pending instead');
  const corrected = chipOf('corrected', say('corrected'));
  const revote = chipOf('corrected', say('revote'));
  const ranks = el('div', 'ranks');
  const counts = el('p', 'counts');
  const bars = barsOf(setup, layer.data.bars || []);
  const criteria = full ? criteriaOf(layer.data.criteria || []) : null;
  const seal = sealOf(setup);
  const panel = el('div', 'score-panel', el('span', 'caption', say('score'), corrected, revote), score.node, none, pending, instead);
  const figures = el('div', 'lower-figures', panel, ranks);
  const body = el('div', 'lower-body', criteria ? criteria.node : bars.node);
  const node = sceneOf(setup, 'lower score-card', moves('text', 1, head.node), moves('text', 2, figures),
    moves('text', 3, body), moves('text', 4, el('div', 'lower-foot', counts, seal.node)));
  /** Whose class has a long name reads it in two lines. */
  const fitRanks = () => fitAlike([...ranks.children].map((rank) => /** @type {HTMLElement} */ (rank.firstElementChild)), full ? [52, 48, 44] : [40]);
  const fitScore = () => fitFigures([{ box: panel, nodes: [score.node] }]);
  const fitFigure = () => {
    fitScore();
    bars.figures();
  };
  return {
    node, figures: fitFigure,
    show({ data }) {
      head.show(data);
      if (covered && data.hidden !== true && node.isConnected && !node.classList.contains('coming')) [head.node, figures, body].forEach(appear);
      covered = data.hidden === true;
      node.classList.toggle('is-hidden', covered);
      pending.hidden = data.hidden !== true || Boolean(data.instead);
      writeOrHide(instead, data.hidden && data.instead ? say('instead.' + data.instead) : '');
      score.node.hidden = data.hidden === true || !data.score;
      none.hidden = data.hidden === true || Boolean(data.score);
      score.aim(data.hidden ? '' : data.score);
      corrected.hidden = data.corrected !== true;
      revote.hidden = data.revote !== true || data.corrected === true; // one mark has room
      body.hidden = data.hidden === true || (!criteria && (data.bars || []).length === 0);
      const places = data.hidden ? [] : ranksOf(setup, data);
      const anew = JSON.stringify(places) !== placed;
      placed = JSON.stringify(places);
      if (anew) ranks.replaceChildren(...places.map((place) => rankOf(setup, place)));
      ranks.hidden = places.length === 0;
      ranks.classList.toggle('tied', data.hidden !== true && Boolean(data.tie || data.class_tie));
      if (anew && node.isConnected) fitRanks();
      bars.show(data.bars || [], levelOf(data.bars || []));
      writeOrHide(counts, data.hidden ? '' : countsText(setup, data, !criteria));
      seal.show(data);
    },
    settle() {
      fitScore();
      if (full && covered) head.settle(128, 64);
      else head.settle();
      fitRanks();
      bars.settle();
      criteria?.settle();
    },
  };
}

/**
 * What was counted. Where a ballot has several marks, which the grades are of, that is said: marks are no ballots.
 * @param {Setup} setup @param {Record<string, any>} data @param {boolean} graded the grades are to be seen
 */
function countsText({ say }, data, graded) {
  const parts = [];
  if (graded && data.marks > 0) parts.push(say('marks', { n: wholeText(data.marks) }));
  if ((data.bars || []).length > 0) parts.push(say('valid', { n: wholeText(data.valid) }));
  if (data.void > 0) parts.push(say('void-ballots', { n: wholeText(data.void) }));
  if (data.blank > 0) parts.push(say('blank', { n: wholeText(data.blank) }));
  return parts.join('　');
}

/** @typedef {{ label: string, place: number, of: number, tie: boolean }} Place */

/** @param {Setup} setup @param {Record<string, any>} data @returns {Place[]} */
function ranksOf({ say }, data) {
  const places = [{ label: say(data.so_far ? 'rank-so-far' : 'rank'), place: data.rank, of: data.of, tie: data.tie }];
  if (data.class) places.push({ label: data.class_so_far ? say('class-so-far', { class: data.class }) : data.class, place: data.rank_in_class, of: data.of_class, tie: data.class_tie });
  return places.filter(({ place }) => place > 0);
}

/** @param {Setup} setup @param {Place} place */
function rankOf({ say }, { label, place, of, tie }) {
  return el('div', 'rank', el('span', 'caption', label),
    el('p', 'rank-line', el('span', 'rank-place num', String(place)),
      el('span', `rank-beside ${tie ? 'tied' : ''}`, el('span', 'rank-of num', `/${of}`), ...(tie ? [el('span', 'rank-tie', say('tie'))] : []))));
}

/** @param {{ label: string, score: string }[]} scores */
function criteriaOf(scores) {
  if (scores.length === 0) return null;
  const rows = scores.map(({ label, score }) => ({ name: el('span', 'criterion-name', label), score: el('span', 'criterion-score num', score || '–') }));
  return {
    node: el('ol', `criteria ${scores.length > 6 ? 'criteria-two' : ''}`, ...rows.map((row) => el('li', 'criterion', row.name, row.score))),
    settle() { nameAlike(rows.map(({ name }) => name), scores.length > 6 ? 44 : 52); },
  };
}

/**
 * verdict `{hidden, name, place, question, level, bars, threshold?, outcome?, state}` steps: question, voting, split, outcome
 * @param {Setup} setup
 * @param {Layer} layer
 * @returns {Part}
 */
export function makeVerdict(setup, layer) {
  const { say, full } = setup;
  const head = headOf(full ? 72 : 56, 44);
  const question = el('p', 'question');
  const state = el('p', 'verdict-state');
  const bars = barsOf(setup, layer.data.bars || []);
  const tick = tickOf();
  const threshold = el('p', 'verdict-threshold');
  const pending = pendingOf(setup);
  const stamp = el('p', 'stamp');
  const node = sceneOf(setup, 'lower verdict', moves('text', 1, head.node),
    moves('text', 2, el('div', 'lower-figures', state, el('div', 'stamp-room', stamp))),
    moves('text', 2, question),
    moves('text', 3, el('div', 'lower-body', el('div', 'ticked', bars.node, tick.node), pending, threshold)));
  let before = '';
  return {
    node, figures: bars.figures,
    show({ data }) {
      const hidden = data.hidden || data.level === 'hidden';
      const outcome = data.hidden ? '' : data.outcome || '';
      head.show(data);
      writeOrHide(question, data.question || '');
      writeOrHide(state, outcome || passes(data) ? '' : say('state.' + standOf(data.state)));
      bars.show(data.bars || [], hidden ? 'hidden' : data.level);
      pending.hidden = !hidden;
      node.classList.toggle('is-hidden', Boolean(hidden));
      const line = data.threshold;
      tick.node.hidden = !line || !line.on_bars; // a bound of a score, or of another share than the bar shows, has no place on it
      if (line) tick.at(line.permille);
      writeOrHide(threshold, line ? thresholdText(setup, line) : '');
      stamp.hidden = outcome === '';
      write(stamp, outcome);
      stamp.classList.toggle('other', Boolean(line) && outcome !== line.label);
      if (outcome !== '' && before === '' && node.isConnected && !node.classList.contains('coming')) strike(stamp);
      before = outcome;
    },
    settle() {
      fit(stamp, sizesOf(full ? 120 : 72)); // first: the name has what it leaves
      head.settle();
      bars.settle();
      fitName(question, full ? 64 : 48);
    },
  };
}

/** Whichever figure the rulebook compares, and with what. @param {Setup} setup @param {Record<string, any>} bound */
function thresholdText({ say }, { text, of, label, inclusive, share }) {
  return say(inclusive ? 'bound' : 'bound-above', { of, label, bound: share ? `${text}%` : text });
}

/** The outcome is stamped on. @param {HTMLElement} stamp */
function strike(stamp) {
  move(stamp, [{ opacity: 0, transform: 'scale(1.6)' }, { opacity: 1, transform: 'scale(1)' }], { duration: 240, easing: 'cubic-bezier(0.4, 0, 1, 1)', fill: 'backwards' });
}
