// The one script of a screen: the pages of hall and overlay differ in their style
// and in how they draw grades, and in nothing else.

import { createFonts } from '../gfx/fonts.js';
import { createClock } from '../shared/clock.js';
import { createLive } from '../shared/live.js';
import { el } from './dom.js';
import { frameOf } from './frame.js';
import { Pace } from './pace.js';
import { markWords, Stage } from './stage.js';
import { Typed } from './type.js';
import { viewOf } from './view.js';
import { language, wordsOf } from './words.js';

const width = 1920;
const height = 1080;

/** @param {HTMLElement} root its data-kind says which screen this is */
function start(root) {
  const kind = root.dataset.kind === 'hall' ? 'hall' : 'overlay';
  const query = new URLSearchParams(location.search);
  const lang = language(location.search);
  document.documentElement.lang = lang;
  const clock = createClock();
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const words = wordsOf(lang);
  const stage = new Stage(root, { kind, words, still });
  if (query.get('safe') === '1') root.append(el('div', 'guides', el('i', 'guide-action'), el('i', 'guide-graphics')));
  scale(root);
  addEventListener('resize', () => scale(root));
  const pace = new Pace(200, (/** @type {import('./frame.js').Frame} */ frame) => {
    const view = viewOf(frame, words);
    if (!view) return;
    stage.show(view, clock.now(Date.now()));
    root.dataset.seq = String(frame.seq); // what is on the picture now, for whoever checks from outside
  }, { now: () => performance.now(), after: (run, milliseconds) => setTimeout(run, milliseconds) });
  setInterval(() => stage.tick(clock.now(Date.now())), 100);
  listen(clock, stage, pace, words);
}

/**
 * The token stays in the address, behind '#', so that the page can be reloaded
 * on air; the browser sends that part to nobody. While the line is down the
 * last picture stays, and nothing is said.
 * @param {ReturnType<typeof createClock>} clock
 * @param {Stage} stage
 * @param {Pace<import('./frame.js').Frame>} pace
 * @param {import('./words.js').Words} words
 */
function listen(clock, stage, pace, words) {
  // Texts are fitted to their boxes by measuring, so the type comes first.
  const typed = new Typed(createFonts(new URL('../fonts/', import.meta.url).href), JSON.stringify(words) + markWords,
    (/** @type {import('./frame.js').Frame} */ frame) => pace.put(frame, viewOf(frame, words)?.key !== stage.key));
  const live = createLive({
    url: location.origin.replace(/^http/, 'ws') + '/screen/live',
    hello: JSON.stringify({ token: location.hash.slice(1) }),
    least: 500,
    most: 3000,
    onMessage: (message) => {
      if (typeof message.now === 'number') clock.sample(message.now, Date.now());
      const frame = frameOf(message);
      if (frame) typed.put(frame, JSON.stringify(frame));
    },
    onChange: () => {},
  });
  live.start();
  addEventListener('online', live.wake);
  addEventListener('hashchange', () => location.reload());
}

/**
 * Fits the picture of 1920 by 1080 into the window, in the middle.
 * @param {HTMLElement} root
 */
function scale(root) {
  const factor = Math.min(innerWidth / width, innerHeight / height);
  const left = (innerWidth - width * factor) / 2;
  const top = (innerHeight - height * factor) / 2;
  root.style.transform = `translate(${left}px, ${top}px) scale(${factor})`;
}

const root = document.getElementById('stage');
if (root) start(root);
