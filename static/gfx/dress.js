// The style sheets of a picture. They are asked for until they are there: a
// server that goes away between the script and the style leaves nobody undressed.

import { el } from './dom.js';

const sheets = ['gfx.css', 'scenes.css', 'full.css', 'tables.css', 'lineup.css', 'theme-blue.css', 'theme-dark.css', 'theme-contrast.css'];
const dressAgainMs = 1000;

/**
 * @param {ParentNode} place the head of a page, or a shadow root
 * @param {string} folder the address of the script's folder, with a final slash
 * @returns {Promise<unknown>}
 */
export function dressed(place, folder) {
  const missing = sheets.filter((name) => !place.querySelector(`link[href$="gfx/${name}"]`));
  return Promise.all(missing.map((name) => new Promise((resolve) => askSheet(place, folder + name, resolve))));
}

/** @param {ParentNode} place @param {string} address @param {(value: unknown) => void} done */
function askSheet(place, address, done) {
  const link = el('link', '');
  link.setAttribute('rel', 'stylesheet');
  link.setAttribute('href', address);
  link.onload = () => done(null);
  link.onerror = () => {
    link.remove();
    setTimeout(() => askSheet(place, address, done), dressAgainMs);
  };
  place.append(link);
}
