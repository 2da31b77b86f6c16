// The card by which an engineer sets a chain up, and the clap-board by which he measures how late it is.

import { el, fit, write } from './dom.js';
import { sizesOf } from './kit.js';
import { beijing } from '../shared/moment.js';

/**
 * @typedef {import('./kit.js').Setup} Setup
 * @typedef {import('./kit.js').Part} Part
 */

/** Steps of the clap-board in a second. Each stands for two pictures of 50, and for one of a film or an encoder of 25. */
export const clapsASecond = 25;
/** So many of them begin each second light: a flash that nobody misses, and once a second, which harms nobody. */
const flashFor = 5;

/**
 * What the clap-board says at a moment.
 * @param {number} now Unix milliseconds
 */
export function clapAt(now) {
  const step = Math.floor(((now % 1000) * clapsASecond) / 1000);
  return { step, light: step < flashFor, clock: beijing(Math.floor(now / 1000)).slice(11, 19), text: `${String(Math.floor(now / 1000) % 60).padStart(2, '0')}:${String(step).padStart(2, '0')}` };
}

/**
 * lineup `{name, title, words, url, width, height, rate, layers, clap}`: the first step is the card. The patches lie on 16 and 235,
 * and beside them; those of the key, and the ramp, are seen through. The second is the clap-board.
 * @param {Setup} setup
 * @param {import('./kit.js').Layer} layer
 * @returns {Part}
 */
export function makeLineup(setup, layer) {
  const { say } = setup;
  const [name, title, words, format, layers, figures] = ['name num', 'title', 'words', 'format num', 'layers', 'figures num'].map((part) => el('p', `lineup-${part}`));
  const sweep = el('i', 'lineup-sweep');
  const patches = [16, 20, 24, 126, 227, 231, 235].map((level) => el('span', `lineup-patch patch-${level}`, String(level)));
  const keys = [25, 50, 75, 100].map((part) => el('p', 'lineup-key', el('i', `lineup-key-patch key-${part}`), el('span', 'lineup-key-part', `${part}%`)));
  const tones = ['0', '1', '2', '3', '4', 'none'].map((tone) => el('i', `lineup-tone tone tone-${tone}`));
  const card = el('div', 'lineup-card', el('i', 'plate'), name, title, words, format, layers, figures);
  const clap = makeClap(setup);
  const node = el('section', 'scene lineup over', el('i', 'lineup-action'), el('i', 'lineup-safe'), card, el('i', 'lineup-circle'),
    el('div', 'lineup-patches', ...patches), el('div', 'lineup-keys', ...keys), el('div', 'lineup-code qr-card', setup.qr(layer.data.url || '')),
    el('div', 'lineup-ramp'), el('div', 'lineup-tones', ...tones), el('div', 'lineup-track', sweep), clap.node);
  let running = 0;
  const step = (/** @type {number} */ time) => {
    sweep.style.transform = `translateX(${Math.floor((time % 4000) * 0.4)}px)`; // eight pixels each picture of a chain of 50
    clap.draw();
    running = requestAnimationFrame(step);
  };
  return {
    node,
    cut: true, // to fade all of a picture is slow without a graphics card, and here what is slow is taken for a fault of the chain
    show({ data }) {
      write(name, data.name || '');
      write(title, data.title || '');
      write(words, data.words || '');
      write(format, say('lineup-format', { width: data.width || 1920, height: data.height || 1080, rate: data.rate || 50 }));
      const under = (data.layers || []).map((/** @type {string} */ one) => say('layer.' + one));
      write(layers, say('lineup-layers', { layers: under.length > 0 ? under.join(' · ') : say('lineup-alone') }));
      clap.show(data);
      node.classList.toggle('is-clap', data.clap === true);
    },
    tick() {
      const { fps, seq } = setup.health();
      write(figures, say('lineup', { fps, seq }));
    },
    settle() {
      for (const text of [title, layers]) fit(text, sizesOf(48).map((size) => Math.max(40, size)));
      cancelAnimationFrame(running);
      running = requestAnimationFrame(step);
    },
    leave() { cancelAnimationFrame(running); },
  };
}

/**
 * Nothing but light and dark, and squares larger than an encoder's: neither 4:2:0 nor a low bit rate takes anything from it.
 * @param {Setup} setup
 */
function makeClap({ say, now, health }) {
  const count = el('p', 'clap-count num');
  const name = el('p', 'clap-name num');
  const about = el('p', 'clap-about num');
  const squares = Array.from({ length: clapsASecond }, () => el('i', 'clap-square'));
  const node = el('div', 'lineup-clap', name, count, el('div', 'clap-row', ...squares), about);
  let last = -1;
  const draw = () => {
    if (node.hidden) return;
    const { step, light, text, clock } = clapAt(now());
    write(count, text);
    node.classList.toggle('is-light', light);
    if (step === last) return;
    last = step;
    squares.forEach((square, at) => square.classList.toggle('is-on', at === step));
    write(about, say('clap', { clock, seq: health().seq }));
  };
  return {
    node, draw,
    /** @param {Record<string, any>} data */
    show(data) {
      node.hidden = data.clap !== true;
      write(name, data.name || '');
      draw();
    },
  };
}
