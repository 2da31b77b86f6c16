import { createClock } from '../shared/clock.js';
import { createLive } from '../shared/live.js';
import { createStore } from './store.js';
import { createSay } from './words.js';
import { createVoter } from './voter.js';
import { apply, byId } from './apply.js';
import { ask, askFrame } from './http.js';
import { view } from './view.js';

const root = document.documentElement;
export const say = createSay(JSON.parse(byId('words').textContent || '{}'));
const form = /** @type {HTMLFormElement} */ (byId('form'));
const clock = createClock();
let lastHeard = Date.now();

export const voter = createVoter({
  frame: JSON.parse(byId('frame').textContent || 'null'),
  firstOnly: byId('stage').hasAttribute('data-first-only'),
  card: byId('stage').getAttribute('data-card') || 'ok',
  store: createStore(() => localStorage),
  ask,
  later: (run, ms) => setTimeout(run, ms),
  cancel: timer => clearTimeout(timer),
  random: Math.random,
  bytes: () => crypto.getRandomValues(new Uint8Array(16)),
  heard: answer => {
    lastHeard = Date.now();
    if (answer.data && answer.data.now) clock.sample(answer.data.now, answer.received, answer.received - answer.sent);
  },
  changed: () => paint(),
  restart: () => location.reload(),
});

const live = createLive({
  url: location.origin.replace(/^http/, 'ws') + '/v/live',
  onMessage: message => {
    lastHeard = Date.now();
    if (message.now) clock.sample(message.now, lastHeard);
    else if (message.me) voter.refresh();
    else voter.setFrame(message);
  },
  onBeat: () => { lastHeard = Date.now(); },
  onChange: (up, code) => { if (!up && code >= 4100) voter.refresh(); },
});

export function paint() {
  const offline = navigator.onLine === false || Date.now() - lastHeard > (live.isUp() ? 50000 : 25000);
  apply(view(Object.assign(voter.look(), { offline, now: clock.now(Date.now()) }), say), say);
}

function askAll() {
  askFrame().then(frame => {
    if (frame) lastHeard = Date.now();
    voter.setFrame(frame);
  });
  voter.refresh();
}

// Without a socket the phone asks, unevenly, so that a hall does not ask at once.
function poll() {
  if (!live.isUp() && !document.hidden) askAll();
  setTimeout(poll, 10000 + 10000 * Math.random());
}

function wake() {
  if (document.hidden) return;
  clock.doubt();
  live.wake();
  voter.wake();
  askAll();
}

function listen() {
  form.addEventListener('change', event => {
    voter.choose(/** @type {HTMLInputElement} */ (event.target).value);
    paint();
  });
  form.addEventListener('submit', event => {
    event.preventDefault();
    if (!voter.submit()) /** @type {HTMLElement} */ (form.querySelector('#grades input')).focus();
  });
  byId('change').addEventListener('click', () => {
    voter.edit(!voter.look().editing);
    paint();
  });
  byId('over').addEventListener('submit', event => {
    event.preventDefault();
    voter.takeOver().then(trouble => { byId('over-status').textContent = trouble && say(trouble); });
  });
  byId('big').addEventListener('click', event => {
    event.preventDefault();
    const big = root.classList.toggle('big');
    document.cookie = 'big=' + (big ? 1 : 0) + ';path=/;max-age=31536000;samesite=lax';
    byId('big').textContent = say(big ? 'normal' : 'big');
  });
  document.addEventListener('visibilitychange', wake);
  window.addEventListener('online', wake);
  window.addEventListener('offline', paint);
  window.addEventListener('resize', paint);
  window.addEventListener('pageshow', event => { if (event.persisted) wake(); });
}

// While a scanned card is being redeemed the page is about to be replaced, and
// what it shows may be another card's.
if (!/redeeming|refused/.test(root.className)) {
  root.className += ' live';
  form.noValidate = true;
  byId('big').textContent = say(root.classList.contains('big') ? 'normal' : 'big');
  listen();
  paint();
  voter.refresh();
  live.start();
  setTimeout(poll, 15000);
  setInterval(() => { if (!document.hidden) paint(); }, 500);
}
