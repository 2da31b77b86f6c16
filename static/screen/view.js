// From a frame to what is to be seen: pure, no document, no clock. Only the place on
// earth enters, by which the hour is told at which a form opens.

import { moment } from '../shared/moment.js';
import { looksOf } from './looks.js';
import { boardOf, resultOf } from './ranking.js';
import { fill } from './words.js';

/**
 * @typedef {import('./frame.js').Frame} Frame
 * @typedef {import('./words.js').Words} Words
 * @typedef {'blank' | 'join-qr' | 'countdown' | 'live-bars' | 'score-card' | 'board'} Scene
 * @typedef {'ready' | 'open' | 'closed' | 'confirmed' | 'void'} Stand
 * @typedef {{ number: string, name: string, place: string }} Strap
 * @typedef {{ stand: Stand, deadline: number, ballots: number, expected: number, permille: number, seal: string }} Vote
 * @typedef {{ label: string, count: number, permille: number, look: import('./looks.js').Look, note: string }} BarView
 * @typedef {{ scene: Scene, key: string, rehearsal: boolean, title: string, step: string,
 *   address: string, issued: number, checkedIn: number, opens: string,
 *   strap: Strap | null, vote: Vote | null, bars: BarView[],
 *   result: import('./ranking.js').ResultView | null, board: import('./ranking.js').BoardView | null }} View
 */

/**
 * What a frame shows. A scene that this screen does not know gives null: the
 * picture before it stays.
 * @param {Frame} frame
 * @param {Words} words
 * @returns {View | null}
 */
export function viewOf(frame, words) {
  const scene = sceneOf(frame);
  if (scene === null) return null;
  const { item } = frame;
  return {
    scene,
    key: keyOf(scene, frame),
    rehearsal: frame.session.rehearsal,
    title: frame.session.title,
    step: item && !item.form ? fill(words.step, { id: item.id, of: item.of }) : '',
    address: frame.join.url.replace(/^https?:\/\//, ''),
    issued: frame.issued,
    checkedIn: frame.checked_in,
    opens: opensOf(frame, words),
    strap: item ? { number: item.unit.id, name: item.unit.name, place: placeOf(item, words) } : null,
    vote: voteOf(frame),
    bars: barsOf(frame, words),
    result: resultOf(frame, words),
    board: boardOf(frame, words),
  };
}

/**
 * A scene whose content is not public yet waits with the countdown, and one
 * without an item on stage with the invitation.
 * @param {Frame} frame
 * @returns {Scene | null}
 */
function sceneOf(frame) {
  const waiting = frame.item ? 'countdown' : 'join-qr';
  switch (frame.scene) {
    case 'blank':
    case 'join-qr':
      return frame.scene;
    case 'countdown':
      return waiting;
    case 'live-bars':
      return frame.item && frame.bars ? 'live-bars' : waiting;
    case 'score-card':
      return frame.item && frame.result ? 'score-card' : waiting;
    case 'board':
      return frame.board ? 'board' : waiting;
  }
  return null;
}

/**
 * Two frames with the same key show the same picture with other numbers.
 * @param {Scene} scene
 * @param {Frame} frame
 */
function keyOf(scene, frame) {
  const parts = [scene, frame.session.id];
  if (scene === 'board' && frame.board) parts.push(String(frame.board.page));
  else if (scene !== 'join-qr' && scene !== 'blank' && frame.item) {
    const { id, run, unit } = frame.item;
    parts.push(String(id), String(run), unit.name);
    if (scene !== 'countdown') parts.push((frame.bars ?? []).map((bar) => bar.label).join('/'));
  }
  return parts.join('|');
}

/**
 * Where a unit belongs; of a whole form, what it is.
 * @param {import('./frame.js').Item} item
 * @param {Words} words
 */
function placeOf({ unit, form }, words) {
  if (form) return fill(words.formUnits, { units: form.units });
  return [unit.department, unit.class].filter((part) => part !== '').join(' · ');
}

/**
 * When a form opens that has not been open yet, "" where nobody has said.
 * @param {Frame} frame
 * @param {Words} words
 */
function opensOf({ item }, words) {
  const opens = item && standOf(item.phase) === 'ready' ? item.form?.opens : 0;
  return opens ? fill(words.opens, { time: moment(opens, words.lang) }) : '';
}

/**
 * @param {Frame} frame
 * @returns {Vote | null}
 */
function voteOf({ item }) {
  if (!item) return null;
  const { ballots, expected, deadline, seal } = item;
  const permille = expected > 0 ? Math.min(1000, Math.floor((ballots * 1000) / expected)) : 0;
  return { stand: standOf(item.phase), deadline, ballots, expected, permille, seal };
}

/**
 * @param {import('./frame.js').ItemPhase} phase
 * @returns {Stand}
 */
function standOf(phase) {
  if (phase === 'open' || phase === 'closed' || phase === 'void') return phase;
  return phase === 'confirmed' || phase === 'revealed' ? 'confirmed' : 'ready';
}

/**
 * @param {Frame} frame
 * @param {Words} words
 * @returns {BarView[]}
 */
function barsOf({ bars = [] }, words) {
  const looks = looksOf(bars);
  return bars.map(({ label, count, permille, in_base }, i) => ({
    label, count, permille, look: looks[i] ?? { tone: 'none', fullness: 0 }, note: in_base ? '' : words.outOfBase,
  }));
}
