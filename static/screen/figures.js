// Figures that move: a bar and a counter.

import { el, write } from './dom.js';

/** @typedef {import('./parts.js').Setup} Setup */

/**
 * A bar that fills from the left; the value is in thousandths.
 * @param {Setup} setup
 * @param {string} className
 */
export function makeTrack({ motion }, className) {
  const inside = el('i', 'track-fill');
  const channel = motion.channel(0, (value) => {
    inside.style.transform = `translateX(${(value / 10 - 100).toFixed(3)}%)`;
  });
  return { node: el('span', `track ${className}`, inside), inside, channel };
}

/**
 * A whole number that counts to its goal.
 * @param {Setup} setup
 * @param {string} className
 * @param {(value: number) => string} [text]
 */
export function makeCounter({ motion }, className, text = (value) => String(Math.round(value))) {
  const node = el('span', `count ${className}`);
  return { node, channel: motion.channel(0, (value) => write(node, text(value))) };
}

/**
 * Keeps the room that the largest text takes, so that nothing beside a growing
 * number moves.
 * @param {HTMLElement} box already in the document
 * @param {HTMLElement} node the number in the box
 * @param {string} largest
 */
export function reserve(box, node, largest) {
  const now = node.textContent ?? '';
  write(node, largest);
  box.style.minWidth = `${Math.ceil(box.offsetWidth)}px`;
  write(node, now);
}
