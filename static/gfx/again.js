// One picture more. CasparCG with a graphics card on Windows keeps the last picture of a movement to itself until the
// page paints again (its issue 1454). So a fifth of a second after the last change something is painted that nobody sees.
// While nothing changes nothing is painted.

import { el } from './dom.js';

const restMs = 200;
/** What a node says to all around it when a movement of it has ended. */
export const landed = 'landed';

/** Waits until nothing has changed for a while, and calls then, once. */
export class Rest {
  /**
   * @param {() => void} come
   * @param {{ now: () => number, after: (run: () => void, milliseconds: number) => unknown }} time
   */
  constructor(come, time) {
    this.come = come;
    this.time = time;
    this.last = 0;
    this.waits = false;
  }

  /** Something has changed: with numbers that run, in every picture. */
  stir() {
    this.last = this.time.now();
    if (this.waits) return;
    this.waits = true;
    this.wait(restMs);
  }

  /** @param {number} milliseconds */
  wait(milliseconds) {
    this.time.after(() => {
      const left = this.last + restMs - this.time.now();
      if (left > 0) {
        this.wait(left);
        return;
      }
      this.waits = false;
      this.come();
    }, milliseconds);
  }
}

/**
 * A dot without any colour. Wiping it is painting, and every pixel stays as it was: it has a layer of its own, so that
 * nothing under it is drawn anew.
 * @returns {{ node: HTMLElement, wipe: () => void }}
 */
function makeDot() {
  const dot = /** @type {HTMLCanvasElement} */ (el('canvas', 'again'));
  dot.width = 8; // not one pixel: a smaller picture is a part of this one
  dot.height = 8;
  const pen = dot.getContext('2d');
  return { node: dot, wipe: () => pen && pen.clearRect(0, 0, 8, 8) };
}

/**
 * Lays the dot on a picture, and wipes it when the picture has come to rest.
 * @param {HTMLElement} root
 * @returns {HTMLElement} the dot
 */
export function paintAgain(root) {
  const { node, wipe } = makeDot();
  const rest = new Rest(wipe, { now: () => performance.now(), after: (run, milliseconds) => setTimeout(run, milliseconds) });
  const seen = new MutationObserver((changes) => { if (changes.some(isChange)) rest.stir(); });
  seen.observe(root, { subtree: true, childList: true, characterData: true, attributes: true, attributeOldValue: true });
  root.addEventListener(landed, () => rest.stir());
  return node;
}

/** An attribute may be set to what it is. @param {MutationRecord} change */
function isChange({ type, target, attributeName, oldValue }) {
  return type !== 'attributes' || /** @type {Element} */ (target).getAttribute(attributeName || '') !== oldValue;
}
