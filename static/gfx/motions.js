// How scenes come in and go out. Only transform and opacity ever move. Times are
// pictures of 20 milliseconds: in 14, out 9, 2 between the parts of a scene.

import { landed } from './again.js';

const inMs = 280;
const betweenMs = 40;
const easeIn = 'cubic-bezier(0.4, 0, 1, 1)';
const easeOutCubic = 'cubic-bezier(0.22, 1, 0.36, 1)';

/** @type {Record<string, Keyframe[]>} */
const ways = {
  plate: [{ transform: 'scaleX(0)' }, { transform: 'scaleX(1)' }],
  text: [{ opacity: 0, transform: 'translateY(14px)' }, { opacity: 1, transform: 'none' }],
  fade: [{ opacity: 0 }, { opacity: 1 }],
};
// On a key colour nothing is seen through, so texts are there or not.
const pop = [{ opacity: 0 }, { opacity: 1 }];

/**
 * Every movement begins here, and says when it has ended.
 * @param {HTMLElement} node
 * @param {Keyframe[]} way
 * @param {KeyframeAnimationOptions} how
 * @param {() => void} [then]
 */
export function move(node, way, how, then) {
  const movement = node.animate(way, how);
  movement.onfinish = () => {
    node.dispatchEvent(new Event(landed, { bubbles: true }));
    if (then) then();
  };
  return movement;
}

/**
 * @param {HTMLElement} node
 * @param {number} delay milliseconds
 * @param {boolean} opaque nothing may be seen through
 * @returns what says how many milliseconds it is until something of it moves: a machine that is late begins to count late
 */
export function enter(node, delay, opaque) {
  const movements = partsOf(node).map((part) => {
    const kind = part.dataset.in || 'text';
    const begin = delay + Number(part.dataset.order || 0) * betweenMs + (kind === 'plate' ? 0 : 60);
    const popped = opaque && kind !== 'plate';
    const movement = move(part, popped ? pop : ways[kind] || pop, {
      duration: kind === 'plate' ? inMs - 40 : inMs - 60, delay: begin, easing: popped ? 'steps(1, end)' : easeOutCubic, fill: 'backwards',
    });
    return { movement, begin };
  });
  return () => Math.max(0, Math.min(...movements.map(({ movement, begin }) => (movement.currentTime === null ? 0 : begin - Number(movement.currentTime)))));
}

/** @param {HTMLElement} node */
function partsOf(node) {
  const parts = /** @type {HTMLElement[]} */ ([...node.querySelectorAll('[data-in]')]);
  return parts.length > 0 ? parts : [node];
}

/**
 * One part that is new in a scene that stands.
 * @param {HTMLElement} node
 * @param {number} order
 */
export function appear(node, order) {
  move(node, ways.text || pop, { duration: inMs, delay: order * betweenMs, easing: easeOutCubic, fill: 'backwards' });
}

/**
 * A line that has another type now comes to it from the size that it had, while its group does the same.
 * @param {HTMLElement} node
 * @param {number} from part of its size
 */
export function resize(node, from) {
  node.style.transformOrigin = '0 50%';
  move(node, [{ transform: `scale(${from})` }, { transform: 'none' }], { duration: inMs, easing: easeOutCubic });
}

/**
 * @param {HTMLElement} node
 * @param {number} milliseconds
 * @param {() => void} gone
 */
export function fade(node, milliseconds, gone) {
  node.classList.add('going');
  move(node, [{ opacity: 1 }, { opacity: 0 }], { duration: milliseconds, easing: easeIn, fill: 'forwards' }, gone);
}

/** Ends every movement below a node where it leads to. @param {HTMLElement} root */
export function standStill(root) {
  for (const movement of root.getAnimations({ subtree: true })) movement.finish();
}
