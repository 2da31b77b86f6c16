// How every output stands, in one line beside panic: what the table below tells at length is in sight
// here for all of them at once, by colour, shape and word.

import { fill, h } from './director-dom.js';
import { confirmed } from './director-order.js';

/** Shapes that are told apart without colours: who shows it, who is cleared, who has time, who does not answer, who is not there. */
const shapes = /** @type {Record<Kind, string>} */ ({ good: '●', stop: '■', wait: '◌', late: '▲', none: '○' });
/** For so long the row that was looked for is marked. */
const SOUGHT = 3000;

/** @typedef {'good' | 'stop' | 'wait' | 'late' | 'none'} Kind */

/**
 * How an output stands, as what and by which word; why is a sentence where the word is not enough.
 * @param {import('./director-desk.js').Desk} desk @param {import('./director-room.js').Output} output
 */
export function standingOf(desk, output) {
  const state = confirmed(output, desk.room.now());
  const awaited = desk.awaited?.on.includes(output.name) ? desk.awaited : null;
  const late = Boolean(awaited?.late.includes(output.name));
  const is = (/** @type {Kind} */ kind, /** @type {string} */ word, why = '') => ({ kind, word, why, state, after: awaited?.shown[output.name] ?? 0 });
  if (desk.room.isStale()) return is('none', 'unknown'); // what was heard last is no word of what is on now
  if (output.panic) return state.pages.length === 0 ? is('stop', 'panic') : state.shown ? is('stop', 'cleared') : is('late', 'uncleared');
  if (state.pages.length === 0) return is(late ? 'late' : 'none', 'nobody');
  if (['silent', 'unplayed', 'hidden'].includes(output.stands)) return is('late', output.stands);
  if (output.stands === 'unpainted') return is('late', 'unpainted', desk.t('unpainted', { scenes: (output.unpainted ?? []).map((scene) => desk.t(`scene.${scene}`)).join(desk.t('unpainted.and')) }));
  if (state.shown) return is('good', state.timed ? 'timed' : 'shown');
  if (state.waiting.length > 0 && !late) return is('wait', 'straps');
  return output.stands === 'waits' && !late ? is('wait', 'waits') : is('late', 'behind');
}

/** The shape of a state; what it means stands beside it. @param {Kind} kind */
export const lampOf = (kind) => h('span', { class: 'lamp', 'aria-hidden': 'true' }, shapes[kind]);

/** @param {import('./director-desk.js').Desk} desk */
export function createLamps(desk) {
  const { room, t } = desk;
  const place = h('ul', { class: 'lamps', id: 'lamps', 'aria-label': t('outputs.head') });

  /** Brings the row of an output into sight. @param {string} name */
  function seek(name) {
    desk.sought = { name, until: Date.now() + SOUGHT };
    desk.paint();
    document.querySelector(`tr[data-output="${name}"]`)?.scrollIntoView({ block: 'center' });
  }

  function paint() {
    const lamps = room.status.outputs.map((output) => ({ name: output.name, title: output.title, ...standingOf(desk, output), state: null, after: 0 }));
    fill(place, lamps, () => lamps.map((l) => h('li', {}, h('button', {
      id: `lamp-${l.name}`, class: `lamp-of is-${l.kind}`, title: `${l.title} · ${l.why || t(`state.${l.word}`)}`, data: { lamp: l.name },
      onclick: (/** @type {any} */ event) => {
        seek(l.name);
        if (event.detail > 0) event.currentTarget.blur(); // the space bar takes
      },
    }, lampOf(l.kind), h('b', {}, l.title), ' ', h('span', { class: 'word' }, t(`lamp.${l.word}`))))));
  }

  return { element: place, paint };
}
