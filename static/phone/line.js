import { createClock } from '../shared/clock.js';
import { createLive } from '../shared/live.js';
import { createStore } from './store.js';
import { createVoter } from './voter.js';
import { byId } from './dom.js';
import { ask, askFrame } from './http.js';

/**
 * The phone's line to the server: what one person knows and does, kept up to date
 * by a socket, by questions where there is none, and after every sleep.
 * @param {() => void} changed
 * @param {typeof ask} [post] asks in another way
 */
export function openLine(changed, post = ask) {
  const clock = createClock();
  let lastHeard = Date.now();

  const voter = createVoter({
    frame: JSON.parse(byId('frame').textContent || 'null'),
    firstOnly: byId('stage').hasAttribute('data-first-only'),
    card: byId('stage').getAttribute('data-card') || 'ok',
    store: createStore(() => localStorage),
    ask: post,
    later: (run, ms) => setTimeout(run, ms),
    cancel: timer => clearTimeout(timer),
    random: Math.random,
    bytes: () => crypto.getRandomValues(new Uint8Array(16)),
    heard: answer => {
      lastHeard = Date.now();
      if (answer.data && answer.data.now) clock.sample(answer.data.now, answer.received, answer.received - answer.sent);
    },
    changed,
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

  return {
    voter,
    /** @returns {Phone.State} */
    look() {
      const offline = navigator.onLine === false || Date.now() - lastHeard > (live.isUp() ? 50000 : 25000);
      return Object.assign(voter.look(), { offline, now: clock.now(Date.now()) });
    },
    start() {
      document.addEventListener('visibilitychange', wake);
      window.addEventListener('online', wake);
      window.addEventListener('offline', changed);
      window.addEventListener('resize', changed);
      window.addEventListener('pageshow', event => { if (event.persisted) wake(); });
      voter.refresh();
      live.start();
      setTimeout(poll, 15000);
      setInterval(() => { if (!document.hidden) changed(); }, 500);
    },
  };
}
