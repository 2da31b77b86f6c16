// Whether somebody is still logged in, on every page of an organizer or scrutineer. A log-in that is over takes nobody away from
// what he was writing: the page says so and stays, holds what is pressed, and goes on by itself when there is one again.
// No form has a token of its log-in, so one that was filled in before is sent after it as it stands.

import { beijing } from '../shared/moment.js';
import { holdForms } from './held-forms.js';

const PULSE = 1000;
/** So often a log-in that holds is asked for, also by a hidden page: one that is used is renewed. */
const RENEW = 10000;
const PATIENCE = 4000;
/** An answer that is older is not relied on by a press: the computer may have slept since. */
const SURE = 30000;
/** So long before its end a log-in is said to end. */
const SOON = 3600_000;

const place = /** @type {HTMLElement} */ (document.getElementById('log-in'));
const words = place.dataset;
const state = {
  over: false, // nobody is logged in
  other: '', // who is, where it is somebody of another role than the page was made for
  held: false, // something was pressed meanwhile
  changed: false, // or while the page became another
  heard: Date.now(), // the page itself was an answer
  asked: 0,
  ends: Infinity,
};

/** @type {Promise<void> | null} */
let asking = null;
/** @type {(() => void)[]} */
const resume = [];

/** Whether nothing may be done on this page for now. */
export const isOver = () => state.over || state.other !== '';

/** @param {() => void} then what is done when the page goes on */
export function onBack(then) { resume.push(then); }

/** Asks the server who is logged in. @returns {Promise<void>} */
export function ask() {
  asking ??= question().finally(() => { asking = null; });
  return asking;
}

async function question() {
  state.asked = Date.now();
  try {
    const answer = await fetch('/desk/logged-in', { headers: { Accept: 'application/json' }, signal: AbortSignal.timeout(PATIENCE) });
    if (answer.ok) learn(await answer.json());
    else if (answer.status === 401) learn(null);
  } catch {
    // The server is away: whether the log-in holds is not known, and is not said.
  }
}

/** @param {{ name: string, role: string, left: number } | null} person */
function learn(person) {
  const was = isOver();
  state.heard = Date.now();
  state.over = !person;
  state.other = person && person.role !== words.role ? person.name : '';
  const ends = person ? Date.now() + 1000 * person.left : Infinity;
  if (!(Math.abs(ends - state.ends) < 2 * PULSE)) state.ends = ends; // else a sentence would be said again for a second
  if (person && !state.other) show(person.name);
  paint();
  if (was && !isOver()) for (const then of resume) then();
}

/** Whose the presses are from now on. @param {string} name */
function show(name) {
  const shown = document.getElementById('person');
  if (shown && shown.textContent !== name) shown.textContent = name;
}

/** What there is to say, as the names of the sentences. */
function sentences() {
  if (isOver()) {
    const why = state.over ? 'over' : 'other';
    return [why, why + (state.held ? 'Held' : 'Hint')];
  }
  if (state.held) return [state.changed ? 'changed' : 'back', 'backHint'];
  return state.ends - Date.now() < SOON ? ['soon', 'soonHint'] : [];
}

/** @param {boolean} [again] also when the same stands there already: it is the answer to another press */
function paint(again = false) {
  const time = state.ends < Infinity ? beijing(state.ends / 1000).slice(11, 16) : '';
  const texts = sentences().map((name) => (words[name] ?? '').replace('{name}', state.other).replace('{time}', time));
  const said = texts.join(' ');
  if (!again && said === words.said) return;
  words.said = said;
  place.className = !said ? '' : isOver() ? 'alert urgent' : 'alert';
  place.replaceChildren(...(said ? parts(texts) : []));
}

/** @param {string[]} texts */
function parts([first, second]) {
  const text = document.createElement('p');
  const strong = document.createElement('strong');
  strong.append(first);
  text.append(strong, ' ', second);
  if (!isOver() && state.held) return [text];
  const link = document.createElement('a');
  Object.assign(link, { href: '/desk/login', target: '_blank', className: 'button', textContent: words.again });
  return [text, link];
}

function refuse(changed = false) {
  state.held = true;
  state.changed = changed;
  paint(true);
}

/** Whether a press can rely on what is known. */
const isSure = () => Date.now() - state.heard < SURE && Date.now() < state.ends;

holdForms({
  ask,
  isOver,
  isSure,
  held: refuse,
  goes() {
    if (!state.held) return;
    state.held = false;
    paint();
  },
});

document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (!isOver() || !(link instanceof HTMLAnchorElement) || link.target || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (link.hash && link.href.split('#')[0] === location.href.split('#')[0]) return; // on this page
  event.preventDefault();
  event.stopPropagation();
  refuse();
}, true);

// Whoever comes near a button or a link may press it: by then it is known whether he can, and no press has to wait for that.
for (const near of ['pointerover', 'focusin']) {
  document.addEventListener(near, ({ target }) => { if (target instanceof Element && target.closest('button, a[href]')) ask(); });
}

/** Somebody comes back to the page, perhaps from one on which he logged out or in. */
function doubt() {
  state.heard = 0;
  ask();
}

addEventListener('focus', doubt);
document.addEventListener('visibilitychange', () => { if (!document.hidden) doubt(); });

setInterval(() => {
  if (Date.now() - state.asked > (isOver() ? PULSE : RENEW)) ask();
  paint();
}, PULSE);
ask();
