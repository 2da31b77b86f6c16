// The scenes that lie on others: strap, bug, invitation, crawl.

import { el, fit, write } from './dom.js';
import { appear } from './motions.js';
import { writeOrHide } from './bars.js';
import { counterOf, fitAlike, fitName, moves, sceneOf, sizesOf, trackOf, wholeText } from './kit.js';
import { opensText, passes, standOf } from './vote.js';

/**
 * @typedef {import('./kit.js').Setup} Setup
 * @typedef {import('./kit.js').Part} Part
 * @typedef {import('./kit.js').Layer} Layer
 */

const mostLines = 3; // under the name of a strap

/**
 * strap `{name, lines, number?, side}`
 * @param {Setup} setup
 * @returns {Part}
 */
export function makeStrap(setup) {
  const { full } = setup;
  const number = el('span', 'head-number num');
  const name = el('h1', 'strap-name');
  const lines = el('div', 'strap-lines');
  const second = moves('plate', 1, el('i', 'plate-second'));
  const node = sceneOf(setup, 'strap', moves('text', 1, el('div', 'strap-top', number, name)),
    el('div', 'strap-low', second, moves('text', 3, lines)));
  return {
    node,
    show({ data }) {
      write(number, data.number ? String(data.number) : '');
      write(name, data.name);
      node.dataset.side = data.side === 'right' ? 'right' : 'left';
      const wanted = (data.lines || []).slice(0, mostLines);
      if ([...lines.children].map((line) => line.textContent).join('\n') !== wanted.join('\n')) lines.replaceChildren(...wanted.map((/** @type {string} */ text) => el('p', 'strap-line', text)));
      node.classList.toggle('bare', wanted.length === 0);
      node.classList.toggle('three-lines', wanted.length === mostLines);
    },
    settle() {
      fitName(name, full ? 136 : 76);
      const sizes = full ? sizesOf(60) : lines.children.length === mostLines ? [44, 42, 40] : sizesOf(48);
      fitAlike(/** @type {HTMLCollectionOf<HTMLElement>} */ (lines.children), sizes);
    },
  };
}

/**
 * bug `{title, item, of, state, live}`: one corner, and it changes without motion.
 * @param {Setup} setup
 * @returns {Part}
 */
export function makeBug(setup) {
  const { say } = setup;
  const title = el('span', 'bug-title');
  const item = el('span', 'bug-item num');
  const dot = el('i', 'bug-dot');
  const state = el('span', 'bug-state');
  const end = el('span', 'bug-end', dot, state);
  const replay = el('span', 'bug-replay', say('not-live'));
  const node = el('section', 'scene bug over', moves('fade', 0, el('div', 'bug-box', el('i', 'plate'), replay, title, item, end)));
  return {
    node,
    show({ data }) {
      const stand = standOf(data.state);
      write(title, data.title || '');
      title.hidden = !data.title;
      item.hidden = !(data.item > 0 && data.of > 0);
      write(item, data.item > 0 ? `${data.item}/${data.of}` : '');
      node.dataset.state = stand;
      end.hidden = passes(data);
      write(state, say('bug.' + stand));
      replay.hidden = data.live !== false;
    },
    settle() { fit(title, [40]); },
  };
}

/**
 * join-qr `{url, title, issued, checked_in, corner, opens?}`
 * @param {Setup} setup
 * @param {Layer} layer
 * @returns {Part}
 */
export function makeJoin(setup, layer) {
  const { say } = setup;
  const card = el('div', 'qr-card', setup.qr(layer.data.url || ''));
  const address = el('p', 'join-address num');
  const title = el('p', 'join-session');
  const opens = el('p', 'join-opens');
  const checked = counterOf(setup, 'checked-count', wholeText);
  const issued = el('span', 'checked-of num');
  const track = trackOf(setup, 'checked-track');
  const small = el('p', 'join-small', say('join'));
  const text = el('div', 'join-text', moves('text', 1, title), moves('text', 2, el('h1', 'join-title', say('join'))), opens,
    moves('text', 3, el('p', 'join-how', say('join-card'))), moves('text', 4, address));
  const node = sceneOf(setup, 'join', moves('text', 1, card), text, small,
    moves('text', 5, el('div', 'join-foot', el('span', 'caption', say('checked')), el('p', 'checked-figures', checked.node, issued), track.node)));
  let corner = false;
  return {
    node,
    show({ data }) {
      write(address, String(data.url || '').replace(/^https?:\/\//, ''));
      write(title, data.title || '');
      writeOrHide(opens, opensText(setup, data));
      checked.aim(data.checked_in, data.issued);
      write(issued, `/${wholeText(data.issued)}`);
      track.aim(data.issued > 0 ? (data.checked_in * 1000) / data.issued : 0);
      node.classList.toggle('corner', data.corner === true && !setup.full);
      if (corner !== (data.corner === true) && node.isConnected) appear(node, 0);
      corner = data.corner === true;
    },
    settle() {
      fit(address, [60, 54, 48, 44, 40]);
      fit(title, sizesOf(setup.full ? 52 : 48));
    },
  };
}

const crawlSpeed = 200; // pixels a second: four each picture of a chain of 50

/**
 * crawl `{items:[{text}]}`: whole pixels, and items change only out of sight.
 * @returns {Part}
 */
export function makeCrawl() {
  const belt = el('div', 'crawl-belt');
  const node = el('section', 'scene crawl over', moves('fade', 0, el('div', 'crawl-box', el('i', 'plate'), el('div', 'crawl-window', belt))));
  /** @type {string[]} */
  let items = [];
  let at = 0; // of the next item to come
  let x = 0;
  let last = 0;
  let running = 0;
  const add = () => {
    if (items.length === 0) return;
    belt.append(el('span', 'crawl-item', items[at % items.length] || ''));
    at = (at + 1) % items.length;
  };
  /** Enough items to fill the window and one more. */
  const fill = () => {
    const room = (belt.parentElement ? belt.parentElement.clientWidth : 0) + 200;
    for (let i = 0; i < 40 && belt.scrollWidth - x < room + 400 && items.length > 0; i += 1) add();
  };
  const step = (/** @type {number} */ time) => {
    const passed = last === 0 ? 0 : Math.min(100, time - last);
    const pixels = Math.floor((passed * crawlSpeed) / 1000);
    if (last === 0 || pixels > 0) last = last === 0 ? time : last + (pixels * 1000) / crawlSpeed;
    if (time - last > 200) last = time;
    x += pixels;
    const first = /** @type {HTMLElement | null} */ (belt.firstElementChild);
    if (first && x > first.offsetWidth) {
      x -= first.offsetWidth;
      first.remove();
      fill();
    }
    belt.style.transform = `translateX(${-x}px)`;
    running = requestAnimationFrame(step);
  };
  return {
    node,
    show({ data }) {
      items = (data.items || []).map((/** @type {{ text: string }} */ item) => item.text).filter(Boolean);
      at = items.length > 0 ? at % items.length : 0;
    },
    settle() {
      fill();
      cancelAnimationFrame(running);
      running = requestAnimationFrame(step);
    },
    leave() { cancelAnimationFrame(running); },
  };
}
