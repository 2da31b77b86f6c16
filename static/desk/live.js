// Follows the session at the desk: counts move with every picture, and the page
// takes its buttons anew from the server as soon as somebody has acted. Without
// this module the page works the same, only it does not move by itself.

import { createClock } from '../shared/clock.js';
import { createLive } from '../shared/live.js';
import { beijing } from '../shared/moment.js';
import { clockText, longLeft, secondsLeft } from '../shared/time.js';
import { ask, isOver, onBack } from './log-in.js';

/** Without a sign of life for so long the picture is called stale. */
const STALE = 2500;
const PULSE = 1000;
/** After the buttons changed a click is held back for so long: it was meant for what stood there before. */
const SETTLE = 700;

const session = /** @type {HTMLElement} */ (document.getElementById('session'));
const clock = createClock();
const state = { revision: Number(session.dataset.revision), latest: 0, seen: Date.now(), leaving: false, loading: false, settled: 0 };

/**
 * @typedef {{ ballots: number, checked_in: number }} Turnout
 * @typedef {{ revision: number, scene: string, issued: number, checked_in: number, item: { ballots: number, expected: number } | null,
 *   bars?: { count: number, share: string, permille: number }[], turnout: Turnout[] }} Frame
 */

/** @param {string} name @param {string | number} value */
function show(name, value) {
  for (const element of document.querySelectorAll(`[data-n="${name}"]`)) element.textContent = String(value);
}

/** @param {Frame} frame */
function paint(frame) {
  show('issued', frame.issued);
  show('checked-in', frame.checked_in);
  const scene = document.querySelector(`.scenes [value="${frame.scene}"]`);
  if (scene instanceof HTMLButtonElement) show('scene', scene.textContent ?? '');
  if (frame.item) {
    show('cast', frame.item.ballots);
    if (frame.revision === state.revision && isCurrent()) {
      show('ballots', frame.item.ballots);
      show('expected', frame.item.expected);
    }
  }
  frame.turnout.forEach(paintTurnout);
  if (isCurrent()) frame.bars?.forEach(paintBar);
}

/** Whether the page shows the item on stage and not another one that was chosen. */
function isCurrent() {
  return !new URLSearchParams(location.search).has('item');
}

/** @param {Turnout} line @param {number} index */
function paintTurnout(line, index) {
  const row = document.querySelector(`[data-turnout="${index}"]`);
  if (!(row instanceof HTMLElement)) return;
  const issued = Math.max(1, Number(row.dataset.issued));
  const wide = (/** @type {number} */ n) => String(Math.min(1000, Math.round((1000 * n) / issued)));
  row.querySelector('.here')?.setAttribute('width', wide(line.checked_in));
  row.querySelector('.fill')?.setAttribute('width', wide(line.ballots));
  const cast = row.querySelector('[data-ballots]');
  const here = row.querySelector('[data-checked-in]');
  if (cast) cast.textContent = String(line.ballots);
  if (here) here.textContent = String(line.checked_in);
}

/** @param {{ count: number, share: string, permille: number }} bar @param {number} index */
function paintBar(bar, index) {
  document.querySelector(`[data-bar="${index}"]`)?.setAttribute('width', String(bar.permille));
  const count = document.querySelector(`[data-count="${index}"]`);
  if (count) count.textContent = String(bar.count);
  const share = document.querySelector(`[data-share="${index}"]`);
  if (share) share.textContent = bar.share;
}

/** Whether the picture has something for which the page has no place yet. */
function lacks(/** @type {Frame} */ frame) {
  return frame.revision !== state.revision || (isCurrent() && Boolean(frame.bars) && !document.querySelector('[data-bar]'));
}

/** Takes the page anew and puts its parts in place of the old ones. */
async function refresh() {
  if (state.loading || state.leaving || isOver()) return;
  state.loading = true;
  try {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
    if (answer.redirected || answer.status === 401) return await ask(); // the page of the log-in is not put in place of this one
    if (!answer.ok || state.leaving) return;
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
    replace(next);
  } catch {
    // The pulse notices that the server is away, and the next picture brings the page.
  } finally {
    state.loading = false;
  }
}

/** @param {Document} next */
function replace(next) {
  const fresh = next.getElementById('session');
  if (!fresh) return;
  if (Boolean(fresh.querySelector('.work')) !== Boolean(session.querySelector('.work'))) return location.reload();
  const kept = keep();
  const before = session.querySelector('.go [data-act]')?.getAttribute('data-act');
  for (const part of document.querySelectorAll('[data-part]')) {
    const other = next.getElementById(part.id);
    if (other && !other.isEqualNode(part)) part.replaceWith(document.importNode(other, true));
  }
  state.revision = Number(fresh.dataset.revision);
  session.dataset.revision = String(state.revision);
  for (const field of session.querySelectorAll('input[data-revision]')) /** @type {HTMLInputElement} */ (field).value = String(state.revision);
  kept();
  if (session.querySelector('.go [data-act]')?.getAttribute('data-act') !== before) settle();
  scrollToCurrent();
  tick();
}

/** Remembers what was typed, opened and focused, and where the rundown stood. */
function keep() {
  const typed = [...session.querySelectorAll('input:not([type=hidden]), select')].map((field) => {
    const { id, value, checked } = /** @type {HTMLInputElement} */ (field);
    return { id, value, checked, changed: value !== /** @type {HTMLInputElement} */ (field).defaultValue || checked };
  });
  const open = [...session.querySelectorAll('details[open]')].map((details) => details.id);
  const focus = document.activeElement?.id;
  const scrolled = session.querySelector('.rundown ol')?.scrollTop ?? 0;
  return () => {
    for (const { id, value, checked, changed } of typed) {
      const field = document.getElementById(id);
      if (!changed || !(field instanceof HTMLInputElement)) continue;
      field.value = value;
      field.checked = checked && id !== 'sure' && id !== 'end-sure';
    }
    for (const id of open) document.getElementById(id)?.setAttribute('open', '');
    if (focus && document.activeElement?.id !== focus) document.getElementById(focus)?.focus({ preventScroll: true });
    const list = session.querySelector('.rundown ol');
    if (list) list.scrollTop = scrolled;
  };
}

function settle() {
  state.settled = Date.now() + SETTLE;
  document.body.classList.add('settling');
  setTimeout(() => document.body.classList.remove('settling'), SETTLE);
}

let shownCurrent = '';

/** Brings the current item into sight when it has changed. */
function scrollToCurrent() {
  const current = session.querySelector('.rundown [aria-current]') ?? session.querySelector('.rundown .selected');
  const list = session.querySelector('.rundown ol');
  const href = current?.querySelector('a')?.getAttribute('href') ?? '';
  if (!(current instanceof HTMLElement) || !(list instanceof HTMLElement) || href === shownCurrent) return;
  shownCurrent = href;
  list.scrollTop = current.offsetTop - list.offsetTop - list.clientHeight / 3;
}

/** Agrees with timeLeft of the page. @param {number} seconds @param {HTMLElement} band which has the sentences */
function leftText(seconds, band) {
  const long = longLeft(seconds);
  if (!long) return clockText(seconds);
  const { days = 0, hours, minutes = 0 } = /** @type {{ days?: number, hours: number, minutes?: number }} */ (long.values);
  const sentence = band.dataset[long.sentence] ?? '';
  return sentence.replace('{days}', String(days)).replace('{hours}', String(hours)).replace('{minutes}', String(minutes));
}

/** Runs the countdown, also in the title, and says when the picture stands still. */
function tick() {
  const band = document.getElementById('band');
  if (!band) return;
  const deadline = Number(band.dataset.deadline);
  const words = band.querySelector('.state strong')?.textContent ?? '';
  const shown = document.getElementById('clock');
  const stale = Date.now() - state.seen > STALE;
  if (shown && deadline > 0 && !stale) shown.textContent = leftText(secondsLeft(deadline, clock.now(Date.now())), band);
  const left = shown?.textContent ?? '';
  document.title = `${left ? `● ${words} ${left}` : words} · ${session.dataset.title}`;
  const lost = document.getElementById('lost');
  band.classList.toggle('is-lost', stale);
  const text = stale ? `${band.dataset.lost} ${beijing(state.seen / 1000).slice(11)}` : '';
  if (lost && lost.textContent !== text) lost.textContent = text;
}

/** Asks the server for a sign of life: a cut line alone does not say that it is cut. */
async function pulse() {
  if (state.leaving || !live.isUp()) return;
  try {
    const answer = await fetch('/healthz', { signal: AbortSignal.timeout(2 * PULSE) });
    if (live.isUp()) state.seen = Date.now();
    const said = await answer.text();
    if (state.latest > state.revision || isNews(said)) await refresh(); // of the revision, an earlier attempt failed or came too soon
  } catch {
    // Stale shows by itself.
  }
}

/** Whether the server says of itself what the page does not say yet. @param {string} said */
function isNews(said) {
  return said.startsWith('{"ok"') && said !== document.getElementById('alerts')?.dataset.health;
}

const live = createLive({
  url: location.origin.replace(/^http/, 'ws') + session.dataset.live,
  least: 500,
  most: 1000,
  onMessage: hear,
  onBeat: () => { state.seen = Date.now(); },
  onChange: () => {}, // that the picture stands still shows by its age
});

/** @param {{ now?: number } & Frame} message */
function hear(message) {
  state.seen = Date.now();
  if (message.now !== undefined) {
    clock.sample(message.now, state.seen);
    return;
  }
  state.latest = message.revision;
  paint(message);
  if (lacks(message)) refresh();
}

session.addEventListener('submit', (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (state.leaving || (form.id === 'go' && Date.now() < state.settled)) {
    event.preventDefault();
    return;
  }
  state.leaving = true;
});

session.addEventListener('click', async (event) => {
  const button = /** @type {HTMLElement} */ (event.target).closest('[data-copy]');
  if (!(button instanceof HTMLElement)) return;
  const field = /** @type {HTMLInputElement} */ (document.getElementById(button.dataset.copy ?? ''));
  field.select();
  await navigator.clipboard.writeText(field.value);
  button.textContent = button.dataset.done ?? '';
});

addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});
onBack(live.wake);
addEventListener('online', live.wake);
document.addEventListener('visibilitychange', () => { if (!document.hidden) live.wake(); });

if (navigator.clipboard) for (const button of document.querySelectorAll('[data-copy]')) /** @type {HTMLElement} */ (button).hidden = false;
if (location.pathname.endsWith('/act')) history.replaceState(null, '', location.pathname.replace(/\/act$/, ''));
scrollToCurrent();
live.start();
setInterval(tick, 250);
setInterval(pulse, PULSE);
tick();
