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
    this.mast.hidden = view.scene === 'blank';
    write(this.title, view.title);
    write(this.step, view.scene === 'board' ? '' : view.step);
    this.root.dataset.scene = view.scene;
    if (view.key !== this.key || !this.scene) this.change(view);
    else {
      this.scene.show(view);
      this.motion.go(moveMs);
    }
    this.scene?.tick?.(now);
  }

  /**
   * Another picture takes the place of this one. The first picture after the
   * page was loaded stands at once: on air a reload must not be seen.
   * @param {View} view
   */
  change(view) {
    const before = this.scene;
    this.motion.go(0);
    this.motion = this.newMotion();
    const setup = { kind: this.options.kind, words: this.options.words, motion: this.motion };
    const scene = makers[view.scene](setup, view);
    scene.show(view);
    this.leave(before);
    this.place.append(scene.node);
    scene.settle?.();
    this.scene = scene;
    this.key = view.key;
    this.motion.go(before ? firstMoveMs : 0);
    if (before && !this.options.still) {
      scene.node.animate([{ opacity: 0, transform: 'translateY(24px)' }, { opacity: 1, transform: 'none' }],
        { duration: enterMs, delay: leaveMs / 2, easing: 'cubic-bezier(0.22, 1, 0.36, 1)', fill: 'backwards' });
    }
  }

  /** @param {Part | null} before */
  leave(before) {
    for (const left of [...this.place.children]) if (left !== before?.node) left.remove();
    if (!before) return;
    if (this.options.still) {
      before.node.remove();
      return;
    }
    const out = before.node.animate([{ opacity: 1 }, { opacity: 0 }], { duration: leaveMs, easing: 'ease-in', fill: 'forwards' });
    out.onfinish = () => before.node.remove();
  }

  /** @param {number} now the server's time in milliseconds */
  tick(now) {
    this.scene?.tick?.(now);
  }
}

/** The mark of a rehearsal: across the whole picture, in every scene. */
function makeMark() {
  const words = '演练 REHEARSAL';
  const rows = Array.from({ length: 3 }, () => el('p', 'mark-row', `${words}　${words}`));
  const mark = el('div', 'mark', el('div', 'mark-field', ...rows), el('p', 'mark-badge', words));
  mark.hidden = true;
  return mark;
}
