// The picture: one scene at a time, and what lies over every scene.

import { el, write } from './dom.js';
import { Motion } from './motion.js';
import { makeBlank, makeCountdown, makeLiveBars, makeScoreCard } from './scenes.js';
import { makeBoard, makeJoin } from './tables.js';

/**
 * @typedef {import('./view.js').View} View
 * @typedef {import('./parts.js').Part} Part
 * @typedef {import('./parts.js').Setup} Setup
 * @typedef {{ kind: 'hall' | 'overlay', words: import('./words.js').Words, still: boolean }} Options
 */

export const markWords = '演练 REHEARSAL';

const leaveMs = 180;
const enterMs = 280;
const moveMs = 400;
const firstMoveMs = 600;

/** @type {Record<import('./view.js').Scene, (setup: Setup, view: View) => Part>} */
const makers = {
  blank: makeBlank, 'join-qr': makeJoin, countdown: makeCountdown, 'live-bars': makeLiveBars,
  'score-card': makeScoreCard, board: makeBoard,
};

/** Shows views on a node of 1920 by 1080 pixels. */
export class Stage {
  /**
   * @param {HTMLElement} root
   * @param {Options} options
   */
  constructor(root, options) {
    this.options = options;
    this.key = '';
    /** @type {Part | null} */
    this.scene = null;
    /** @type {View | null} */
    this.last = null;
    this.motion = this.newMotion();
    this.title = el('span', 'mast-title');
    this.step = el('span', 'mast-step');
    this.mast = el('header', 'mast', this.title, this.step);
    this.place = el('div', 'place');
    this.mark = makeMark();
    this.mast.hidden = true;
    root.replaceChildren(this.mast, this.place, this.mark);
    this.root = root;
  }

  newMotion() {
    return new Motion((step) => requestAnimationFrame(step), this.options.still);
  }

  /**
   * @param {View} view
   * @param {number} now the server's time in milliseconds
   */
  show(view, now) {
    this.mark.hidden = !view.rehearsal;
    this.root.dataset.rehearsal = String(view.rehearsal);
    // A form goes by the name of its session, which need not be there twice.
    const named = view.scene === 'countdown' && view.strap?.name === view.title;
    this.mast.hidden = view.scene === 'blank' || named;
    write(this.title, view.title);
    write(this.step, view.scene === 'board' ? '' : view.step);
    this.root.dataset.scene = view.scene;
    if (view.key !== this.key || !this.scene) this.change(view, now);
    else {
      this.scene.show(view);
      this.motion.go(moveMs);
    }
    this.scene?.tick?.(now);
    this.last = view;
  }

  /**
   * Another picture takes the place of this one. The first picture after the
   * page was loaded stands at once: on air a reload must not be seen.
   * @param {View} view
   * @param {number} now the server's time in milliseconds
   */
  change(view, now) {
    const before = this.scene;
    this.motion.go(0);
    this.motion = this.newMotion();
    const seen = before !== null && graded(this.last) && this.last?.step === view.step;
    const setup = { kind: this.options.kind, words: this.options.words, motion: this.motion, seen };
    const scene = makers[view.scene](setup, view);
    scene.show(view);
    scene.tick?.(now); // the clock has its width before names are fitted beside it
    const kept = before ? this.keptStrap(before.node, scene.node) : null;
    this.leave(before, kept);
    this.place.append(scene.node);
    scene.settle?.();
    this.scene = scene;
    this.key = view.key;
    this.motion.go(before ? firstMoveMs : 0);
    if (!before || this.options.still) return;
    const coming = kept ? [...scene.node.children].filter((part) => !part.classList.contains('strap')) : [scene.node];
    for (const part of coming) {
      part.animate([{ opacity: 0, transform: 'translateY(24px)' }, { opacity: 1, transform: 'none' }],
        { duration: enterMs, delay: leaveMs, easing: 'cubic-bezier(0.22, 1, 0.36, 1)', fill: 'backwards' });
    }
  }

  /**
   * The strap of the scene before when the next one has the same at the same
   * place, as on the wall: the name then stands while the rest changes.
   * @param {HTMLElement} before
   * @param {HTMLElement} next
   * @returns {HTMLElement | null}
   */
  keptStrap(before, next) {
    const old = before.querySelector('.strap');
    const same = this.options.kind === 'hall' && old?.textContent === next.querySelector('.strap')?.textContent;
    return same && old instanceof HTMLElement ? old : null;
  }

  /**
   * @param {Part | null} before
   * @param {HTMLElement | null} kept its strap, of which the next scene has another copy
   */
  leave(before, kept) {
    for (const left of [...this.place.children]) if (left !== before?.node) left.remove();
    if (!before) return;
    if (this.options.still) {
      before.node.remove();
      return;
    }
    if (kept) kept.style.visibility = 'hidden';
    const out = before.node.animate([{ opacity: 1 }, { opacity: 0 }], { duration: leaveMs, easing: 'ease-in', fill: 'forwards' });
    out.onfinish = () => before.node.remove();
  }

  /** @param {number} now the server's time in milliseconds */
  tick(now) {
    this.scene?.tick?.(now);
  }
}

/**
 * Whether a view had the grades of its item in the picture.
 * @param {View | null} view
 */
function graded(view) {
  return view !== null && view.bars.length > 0 && (view.scene === 'live-bars' || view.scene === 'score-card');
}

/** The mark of a rehearsal: across the whole picture, in every scene. */
function makeMark() {
  const rows = Array.from({ length: 3 }, () => el('p', 'mark-row', `${markWords}　${markWords}`));
  const mark = el('div', 'mark', el('div', 'mark-field', ...rows), el('p', 'mark-badge', markWords));
  mark.hidden = true;
  return mark;
}
