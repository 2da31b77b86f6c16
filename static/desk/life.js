// Follows the result at the desk: two people work on it, and what one of them has done
// is on the page of the other at once. Without this module the page works the same,
// only it has to be reloaded.

import { createLive } from '../shared/live.js';
import { beijing } from '../shared/moment.js';
import { ask, isOver, onBack } from './log-in.js';
import { morph } from './morph.js';

/** After the page changed nothing is sent for so long: it was meant for what stood there before. */
const SETTLE = 700;
const AGAIN = 1000;

const root = /** @type {HTMLElement} */ (document.getElementById('session'));
const main = /** @type {HTMLElement} */ (document.getElementById('main'));
const changed = /** @type {HTMLElement} */ (document.getElementById('changed'));
const state = { revision: Number(root.dataset.revision), latest: 0, loading: false, leaving: false, settled: 0, calm: 0 };

/** Whether a field has the text of an act that was refused. @param {Element} field */
function typed(field) {
  const act = field instanceof HTMLInputElement && field.type !== 'hidden' && field.form?.querySelector('[name=act]');
  return act instanceof HTMLInputElement && act.value === root.dataset.typed;
}

/** Takes the page anew, when somebody has acted since. */
async function refresh() {
  if (state.loading || state.leaving || isOver() || state.latest <= state.revision) return;
  state.loading = true;
  try {
    const answer = await fetch(root.dataset.page ?? '', { headers: { Accept: 'text/html' } });
    if (answer.redirected || answer.status === 401) await ask(); // the page of the log-in is not put in place of this one
    else if (answer.ok && !state.leaving) take(new DOMParser().parseFromString(await answer.text(), 'text/html'));
  } catch {
    // It is tried again in a second.
  } finally {
    state.loading = false;
  }
}

/** @param {Document} next */
function take(next) {
  const fresh = next.getElementById('session');
  const other = next.getElementById('main');
  if (!fresh || !other) return;
  const before = main.textContent;
  morph(main, other, typed);
  state.revision = Number(fresh.dataset.revision);
  if (main.textContent !== before) tell();
}

/** Says that the page has changed. What was ticked was ticked for what stood there before. */
function tell() {
  for (const box of main.querySelectorAll('input[type=checkbox]')) /** @type {HTMLInputElement} */ (box).checked = false;
  state.settled = Date.now() + SETTLE;
  document.body.classList.add('settling');
  clearTimeout(state.calm);
  state.calm = window.setTimeout(() => document.body.classList.remove('settling'), SETTLE);
  changed.textContent = `${changed.dataset.text} ${beijing(Date.now() / 1000).slice(11, 16)}`;
}

const live = createLive({
  url: location.origin.replace(/^http/, 'ws') + root.dataset.live,
  onMessage: (/** @type {{ revision?: number }} */ { revision = 0 }) => {
    state.latest = Math.max(state.latest, revision);
    refresh();
  },
  onChange: () => {},
});

root.addEventListener('submit', (event) => {
  if (state.leaving || Date.now() < state.settled) event.preventDefault();
  else state.leaving = true;
});
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});
onBack(live.wake);
addEventListener('online', live.wake);
document.addEventListener('visibilitychange', () => { if (!document.hidden) live.wake(); });

live.start();
setInterval(refresh, AGAIN);
