import { make } from './dom.js';
import { addButton } from './formapply.js';
import { go } from './formpage.js';

/**
 * One line of a list that leads to a step.
 * @param {HTMLElement} list @param {string} text @param {string} detail @param {number} to
 */
export function leadTo(list, text, detail, to) {
  addButton(list.appendChild(make('li', '', '')), text + ' ', 'lead', () => go(to)).append(make('span', 'hint', detail));
}

/**
 * A part of a page with a heading that opens and shuts it.
 * @param {HTMLElement} body @param {string} title @param {boolean} open
 * @returns {HTMLElement} its list
 */
export function foldOut(body, title, open) {
  const part = /** @type {HTMLDetailsElement} */ (body.appendChild(document.createElement('details')));
  part.open = open;
  part.append(make('summary', '', title));
  return part.appendChild(make('ul', 'leads', ''));
}
