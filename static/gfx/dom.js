// Making elements. Text goes in as text, never as markup.

import { unbroken } from './phrase.js';

/**
 * @param {string} tag
 * @param {string} className
 * @param {...(Node | string)} children
 */
export function el(tag, className, ...children) {
  const node = document.createElement(tag);
  node.className = className;
  node.append(...children);
  return node;
}

/**
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 * @param {...Node} children
 */
function svg(tag, attributes, ...children) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}

/**
 * A disc that is filled from the bottom up to a part, 0 to 1.
 * @param {import('./looks.js').Look} look
 */
export function disc(look) {
  const picture = svg('svg', { viewBox: '0 0 32 32', class: `disc tone-${look.tone}`, 'aria-hidden': 'true' });
  if (look.tone === 'none') {
    picture.append(svg('path', { d: 'M6 16h20', class: 'disc-line' }));
    return picture;
  }
  picture.append(svg('circle', { cx: 16, cy: 16, r: 12, class: 'disc-line' }));
  if (look.fullness >= 1) picture.append(svg('circle', { cx: 16, cy: 16, r: 12, class: 'disc-full' }));
  else if (look.fullness > 0) picture.append(svg('path', { d: segment(look.fullness), class: 'disc-full' }));
  return picture;
}

/**
 * The part of a disc below a level.
 * @param {number} fullness 0 to 1
 */
function segment(fullness) {
  const radius = 12;
  const level = 16 + radius * (1 - 2 * fullness);
  const half = Math.sqrt(radius * radius - (level - 16) ** 2);
  const large = fullness > 0.5 ? 1 : 0;
  return `M${16 - half} ${level}A${radius} ${radius} 0 ${large} 0 ${16 + half} ${level}Z`;
}

/**
 * Sets a text only when it changes, so that nothing is laid out in vain.
 * @param {Node} node
 * @param {string} text
 */
export function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * Says what a node is, only where it is another thing: an attribute that is set anew, though to the same, has
 * the style of everything below reckoned again.
 * @param {HTMLElement} node
 * @param {Record<string, string>} data
 */
export function tell(node, data) {
  for (const [name, value] of Object.entries(data)) if (node.dataset[name] !== value) node.dataset[name] = value;
}

/**
 * Gives a line of text the largest of the sizes at which it fits its box; when
 * none fits it wraps to two lines at the last size.
 * @param {HTMLElement} node already in the document
 * @param {number[]} sizes in pixels, the largest first
 * @returns {boolean} whether it fits in one line
 */
export function fit(node, sizes) {
  unbroken(node);
  node.classList.remove('wrapped');
  for (const size of sizes) {
    node.style.fontSize = `${size}px`;
    if (node.scrollWidth <= node.clientWidth) return true;
  }
  node.classList.add('wrapped');
  return false;
}
