// The scenes of a vote: countdown, turnout, live bars.

import { moment } from '../shared/moment.js';
import { clockText, daysLeft, secondsLeft } from '../shared/time.js';
import { el, fit, write } from './dom.js';
import { barsOf, writeOrHide } from './bars.js';
import { counterOf, fitAlike, fitFigures, headOf, moves, pendingOf, percentText, sceneOf, sealOf, sizesOf, tickOf, trackOf, wholeText } from './kit.js';

/**
 * @typedef {import('./kit.js').Setup} Setup
 * @typedef {import('./kit.js').Part} Part
 * @typedef {import('./kit.js').Layer} Layer
 */

/** The state of an item in the words of the audience. @param {any} state */
export function standOf(state) {
  if (state === 'open' || state === 'closed' || state === 'void' || state === 'confirmed' || state === 'revealed') return state;
  return 'ready';
}

/**
 * What a held picture does not say, since it ends while the picture stands: that a vote is about to open, or is open.
 * @param {Record<string, any>} data
 */
export const passes = (data) => Boolean(data.held) && ['ready', 'open'].includes(standOf(data.state));

/**
 * When a form opens that has not been open yet, "" where nobody has said.
 * @param {Setup} setup
 * @param {Record<string, any>} data
 */
export function opensText({ say }, { opens }) {
  return opens > 0 ? say('opens', { time: moment(opens, say('lang')) }) : '';
}

/**
 * A form about all units says in the place of a department how many they are.
 * @param {Setup} setup
 * @param {Record<string, any>} data
 */
function withUnits({ say }, data) {
  return data.units > 0 ? { ...data, place: say('form', { n: data.units }) } : data;
}

/**
 * What remains of the time while an item is open, and its state when it is not.
 * It ends at zero and is never negative.
 * @param {Setup} setup
 * @param {number} size of the state
 */
function timerOf(setup, size) {
  const { say } = setup;
  const caption = el('span', 'caption', say('left'));
  const digits = el('span', 'timer-digits num', '');
  const running = el('div', 'timer-running', caption, digits);
  const stand = el('p', 'timer-stand');
  const node = el('div', 'block timer', running, stand);
  /** @type {Record<string, any>} */
  let data = {};
  return {
    node,
    /** @param {Record<string, any>} now */
    show(now) {
      data = now;
      const state = standOf(data.state);
      const open = state === 'open' && data.deadline > 0;
      running.hidden = !open;
      stand.hidden = open || passes(data);
      write(stand, (state === 'ready' && opensText(setup, data)) || say('state.' + state));
      node.dataset.state = state;
    },
    /** @param {number} time */
    tick(time) {
      if (running.hidden) return;
      const left = secondsLeft(data.deadline, time);
      const days = daysLeft(left);
      write(digits, days ? say('days', days) : clockText(left));
      write(caption, left > 0 ? say('left') : say('closing'));
      node.classList.toggle('last', left <= (data.warn || 10));
      digits.classList.toggle('long', left >= 3600);
      digits.classList.toggle('days', days !== null);
    },
    settle() {
      if (running.hidden) fit(stand, sizesOf(size));
    },
  };
}

const barLeast = 180; // pixels of the bar of ballots beside their figures, with what is free around it

/**
 * Ballots of those who can vote: a large number over a small one.
 * @param {Setup} setup
 */
function ballotsOf(setup) {
  const ballots = counterOf(setup, 'ballots', wholeText);
  const expected = el('span', 'ballots-of num');
  const track = trackOf(setup, 'ballots-track');
  const caption = el('span', 'caption', setup.say('voted'));
  const line = el('p', 'ballots-line', ballots.node, expected);
  const node = el('div', 'block ballots-block', caption, line, track.node);
  return {
    node,
    /** Beside its bar the line has what the bar leaves. */
    figures() {
      const beside = getComputedStyle(node).flexDirection === 'row';
      const nodes = [ballots.node, expected];
      fitFigures([beside ? { box: node, nodes, taken: caption.offsetWidth + barLeast } : { box: line, nodes }]);
    },
    /** @param {Record<string, any>} data */
    show(data) {
      const counts = standOf(data.state) !== 'ready';
      write(caption, setup.say(counts ? 'voted' : 'voters'));
      ballots.aim(counts ? data.ballots : data.expected, data.expected);
      expected.hidden = !counts;
      write(expected, `/${wholeText(data.expected)}`);
      track.node.hidden = !counts;
      track.aim(counts ? data.permille : 0);
    },
  };
}

/**
 * countdown `{name, place, number, state, deadline, warn, ballots, expected, permille, seal, opens?, units?}`
 * @param {Setup} setup
 * @returns {Part}
 */
export function makeCountdown(setup) {
  const head = headOf(setup.full ? 104 : 64, setup.full ? 52 : 44);
  const timer = timerOf(setup, setup.full ? 120 : 56);
  const ballots = ballotsOf(setup);
  const seal = sealOf(setup);
  const node = sceneOf(setup, 'lower countdown', moves('text', 1, head.node),
    moves('text', 2, el('div', 'lower-figures', el('div', 'ending', timer.node, seal.node), ballots.node)));
  let stand = '';
  const settle = () => {
    timer.settle();
    ballots.figures();
    head.settle();
  };
  return {
    node, figures: ballots.figures,
    show({ data }) {
      head.show(withUnits(setup, data));
      timer.show(data);
      ballots.show(data);
      seal.show(data);
      const now = `${data.state} ${data.seal} ${passes(data)}`;
      if (stand !== '' && stand !== now) settle(); // what stands beside the name has another width
      stand = now;
    },
    tick: timer.tick,
    settle,
  };
}

/**
 * live-bars `{name, place, number, level, bars, ballots, expected, state, deadline, seal}`
 * @param {Setup} setup
 * @param {Layer} layer
 * @returns {Part}
 */
export function makeLiveBars(setup, layer) {
  const head = headOf(setup.full ? 88 : 64, setup.full ? 48 : 44);
  const timer = timerOf(setup, setup.full ? 72 : 56);
  const ballots = ballotsOf(setup);
  const seal = sealOf(setup);
  const bars = barsOf(setup, layer.data.bars || []);
  const pending = pendingOf(setup);
  const node = sceneOf(setup, 'lower live-bars', moves('text', 1, head.node),
    moves('text', 2, el('div', 'lower-figures', el('div', 'ending', timer.node, seal.node), ballots.node)),
    moves('text', 3, el('div', 'lower-body', bars.node, pending)));
  let stand = '';
  const settle = () => {
    timer.settle();
    ballots.figures();
    head.settle();
    bars.settle();
  };
  const figures = () => {
    ballots.figures();
    bars.figures();
  };
  return {
    node, figures,
    show({ data }) {
      const hidden = data.hidden || data.level === 'hidden';
      head.show(data);
      timer.show(data);
      ballots.show({ ...data, permille: data.expected > 0 ? Math.floor((data.ballots * 1000) / data.expected) : 0 });
      seal.show(data);
      bars.show(data.bars || [], hidden ? 'hidden' : data.level);
      pending.hidden = !hidden;
      node.classList.toggle('is-hidden', Boolean(hidden));
      const now = `${data.state} ${data.seal} ${passes(data)}`;
      if (stand !== '' && stand !== now) settle();
      stand = now;
    },
    tick: timer.tick,
    settle,
  };
}

/**
 * How much the rulebook asks for, in its own digits: at least that, or more than it, and of whom where the share shown is of others.
 * @param {Setup['say']} say
 * @param {{ text: string, inclusive: boolean, base: string }} quorum
 */
function quorumText(say, { text, inclusive, base }) {
  if (base === '') return say(inclusive ? 'quorum' : 'quorum-above', { percent: text });
  return say(inclusive ? 'quorum-of' : 'quorum-above-of', { percent: text, of: say('base.' + base) });
}

/**
 * turnout `{issued, checked_in, ballots, expected, permille, percent, quorum?, groups}`
 * @param {Setup} setup
 * @param {Layer} layer
 * @returns {Part}
 */
export function makeTurnout(setup, layer) {
  const { say } = setup;
  const title = el('h1', 'side-title');
  const percent = counterOf(setup, 'turnout-percent', percentText);
  const ballots = counterOf(setup, 'turnout-ballots', wholeText);
  const expected = el('span', 'turnout-expected num');
  const track = trackOf(setup, 'turnout-track');
  const tick = tickOf();
  const threshold = el('p', 'turnout-threshold');
  const checked = counterOf(setup, 'checked-count', wholeText);
  const issued = el('span', 'checked-of num');
  const line = el('p', 'turnout-line', el('span', 'caption', say('voted')), ballots.node, expected);
  const { shown, others } = largestOf(layer.data.groups || []);
  const groups = shown.map((at) => makeGroup(setup, layer.data.groups[at].label));
  if (others.length > 0) groups.push(makeGroup(setup, say('groups-rest', { n: others.length }), 'group-rest'));
  const sign = el('span', 'turnout-sign', '%');
  const figure = el('p', 'turnout-figure', percent.node, sign);
  const figures = () => {
    fitFigures([{ box: line, nodes: [ballots.node, expected], taken: setup.full ? 200 : 0 }]);
    fitFigures([{ box: figure, nodes: [percent.node, sign], taken: 12 }]);
  };
  const node = sceneOf(setup, `side turnout ${groups.length > 4 ? 'many' : ''} ${groups.length > 6 ? 'crowded' : ''}`,
    moves('text', 1, title),
    moves('text', 2, el('div', 'turnout-main', figure,
      line,
      el('div', 'ticked', track.node, tick.node), threshold)),
    moves('text', 3, el('div', 'turnout-side', el('p', 'checked-line', el('span', 'caption', say('checked')), checked.node, issued),
      ...groups.map((group) => group.node))));
  node.style.setProperty('--group', `${Math.max(43, Math.min(56, Math.floor(344 / groups.length)))}px`); // eight of them have room above a crawl
  return {
    node, figures,
    show({ data }) {
      percent.aim(data.permille);
      ballots.aim(data.ballots, data.expected);
      write(expected, `/${wholeText(data.expected)}`);
      track.aim(data.permille);
      const quorum = data.quorum;
      tick.node.hidden = !quorum;
      if (quorum) tick.at(quorum.permille);
      writeOrHide(threshold, quorum ? quorumText(say, quorum) : '');
      line.hidden = data.of === 'checked-in'; // nothing is voted on: the share is of those who came
      write(title, say(data.of === 'checked-in' ? 'attendance' : 'turnout'));
      checked.aim(data.checked_in, data.issued);
      write(issued, `/${wholeText(data.issued)}`);
      groups.forEach((group, i) => {
        const at = shown[i];
        const one = at === undefined ? together(others.map((other) => data.groups[other])) : data.groups[at];
        if (one) group.show(one);
      });
    },
    settle() {
      figures();
      fitAlike(groups.map(({ name }) => name), sizesOf(setup.full ? 48 : 44).map((size) => Math.max(40, size)));
    },
  };
}

const mostGroups = 8; // lines have room for so many

/**
 * The largest of the groups in their order, and the others, where there are more than there is room for.
 * @param {{ issued: number }[]} groups
 * @returns {{ shown: number[], others: number[] }} where they stand in the list
 */
function largestOf(groups) {
  const all = groups.map((_, i) => i);
  if (all.length <= mostGroups) return { shown: all, others: [] };
  const largest = [...all].sort((a, b) => (groups[b]?.issued || 0) - (groups[a]?.issued || 0) || a - b).slice(0, mostGroups - 1);
  return { shown: all.filter((at) => largest.includes(at)), others: all.filter((at) => !largest.includes(at)) };
}

/** @param {({ issued: number, checked_in: number } | undefined)[]} groups */
function together(groups) {
  const sum = (/** @type {'issued' | 'checked_in'} */ of) => groups.reduce((all, group) => all + (group ? group[of] : 0), 0);
  const [issued, here] = [sum('issued'), sum('checked_in')];
  return { issued, checked_in: here, permille: issued > 0 ? Math.floor((here * 1000) / issued) : 0 };
}

/**
 * How many of a group are in the hall. How many of them voted is not told: in a
 * small group that would tell who.
 * @param {Setup} setup
 * @param {string} label
 * @param {string} [kind]
 */
function makeGroup(setup, label, kind = '') {
  const name = el('span', 'group-name', label);
  const count = counterOf(setup, 'group-count', wholeText);
  const of = el('span', 'group-of num');
  const track = trackOf(setup, 'group-track');
  return {
    name, node: el('div', `group ${kind}`, name, el('span', 'group-figures', count.node, of), track.node),
    /** @param {Record<string, any>} group */
    show(group) {
      count.aim(group.checked_in, group.issued);
      write(of, `/${wholeText(group.issued)}`);
      track.aim(group.permille);
    },
  };
}

