// Parts that several scenes share: the strap of a unit, the clock, the seal.
// Each is made once and then fed with views.

import { clockText, daysLeft, secondsLeft } from '../shared/time.js';
import { el, fit, write } from './dom.js';
import { fill } from './words.js';

/**
 * @typedef {import('./view.js').View} View
 * What a part is made with. seen says that the grades were on the picture before.
 * @typedef {{ kind: 'hall' | 'overlay', words: import('./words.js').Words, motion: import('./motion.js').Motion, seen: boolean }} Setup
 * @typedef {{ node: HTMLElement, show: (view: View) => void, settle?: () => void, tick?: (now: number) => void }} Part
 * show only sets goals; whoever calls it starts the motion. settle fits texts
 * once the part is in the document. tick gets the server's time in milliseconds.
 */

/** Sizes of a unit's name in pixels, from which the largest that fits is taken. */
const nameSizes = { hall: [96, 88, 80, 72, 64], overlay: [64, 60, 56, 52, 48, 44] };
/** The same for its department and class. */
const placeSizes = { hall: [48, 44, 40], overlay: [40, 36, 32] };

/**
 * The unit on stage: number, name, department and class.
 * @param {Setup} setup
 * @returns {Part}
 */
export function makeStrap({ kind }) {
  const number = el('span', 'strap-number');
  const name = el('h1', 'strap-name');
  const place = el('p', 'strap-place');
  const node = el('div', 'strap', name, el('div', 'strap-line', number, place));
  return {
    node,
    show({ strap }) {
      write(number, strap?.number ?? '');
      write(name, strap?.name ?? '');
      write(place, strap?.place ?? '');
    },
    settle() {
      const long = !fit(name, nameSizes[kind]);
      node.closest('.scene')?.classList.toggle('long-name', long);
      if (long) fit(name, nameSizes[kind]); // the scene may have made room
      fit(place, placeSizes[kind]);
    },
  };
}

/**
 * What remains of the time while an item is open. It stops at zero.
 * @param {Setup} setup
 * @returns {Part}
 */
export function makeTimer({ words }) {
  const caption = el('span', 'caption', words.timeLeft);
  const digits = el('span', 'timer-digits', '');
  const node = el('div', 'timer', caption, digits);
  /** @type {import('./view.js').Vote | null} */
  let vote = null;
  return {
    node,
    show(view) {
      vote = view.vote;
      node.hidden = vote?.stand !== 'open';
    },
    tick(now) {
      if (vote?.stand !== 'open') return;
      const left = secondsLeft(vote.deadline, now);
      const days = daysLeft(left);
      write(digits, days ? fill(words.daysLeft, days) : clockText(left));
      write(caption, left > 0 ? words.timeLeft : words.closing);
      node.classList.toggle('last', left <= 10);
      digits.classList.toggle('hours', !days && left >= 3600);
      digits.classList.toggle('days', days !== null);
    },
  };
}

/**
 * Where the vote stands when it is not open.
 * @param {Setup} setup
 * @returns {Part}
 */
export function makeStand({ words }) {
  const state = el('p', 'stand-state');
  const hint = el('p', 'stand-hint');
  const node = el('div', 'stand', state, hint);
  const texts = {
    ready: [words.ready, words.readyHint], open: ['', ''], closed: [words.closed, ''],
    confirmed: [words.confirmed, ''], void: [words.void, words.voidHint],
  };
  return {
    node,
    show({ vote, opens }) {
      const [title = '', line = ''] = opens ? [words.notYet, opens] : texts[vote?.stand ?? 'open'];
      node.hidden = title === '';
      node.classList.toggle('is-void', vote?.stand === 'void');
      write(state, title);
      write(hint, line);
    },
  };
}

/**
 * The short code of the sealed count.
 * @param {Setup} setup
 * @returns {Part}
 */
export function makeSeal({ words }) {
  const code = el('span', 'seal-code');
  const node = el('p', 'seal', el('span', 'seal-word', words.seal), code, el('span', 'seal-hint', words.sealHint));
  return {
    node,
    show({ vote }) {
      node.hidden = !vote?.seal;
      write(code, vote?.seal ?? '');
    },
  };
}
