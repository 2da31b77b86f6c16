// The signed result.

import { el, fit, write } from './dom.js';
import { chipOf, fitAlike, fitLines, moves, pendingOf, sceneOf, sizesOf, wholeText } from './kit.js';
import { writeOrHide } from './bars.js';
import { breakWell } from './phrase.js';
import { beijing } from '../shared/moment.js';

/**
 * @typedef {import('./kit.js').Setup} Setup
 * @typedef {import('./kit.js').Part} Part
 */

/**
 * plate `{hidden, title, lines:[{label,value}], signed:[names], code, when, version, state}`: a document, in one colour.
 * @param {Setup} setup
 * @returns {Part}
 */
export function makePlate(setup) {
  const { say, full } = setup;
  const title = el('h1', 'plate-title');
  const state = chipOf('plate-state');
  const lines = el('dl', 'plate-lines');
  const pending = pendingOf(setup);
  const signed = el('p', 'plate-signed');
  const code = el('span', 'plate-code num');
  const when = el('p', 'plate-when num');
  const foot = el('footer', 'plate-foot', el('div', 'plate-left', signed, when), el('div', 'plate-right', el('span', 'caption', say('record')), code));
  const node = sceneOf(setup, 'official', moves('text', 1, el('header', 'plate-head', title, state)), moves('text', 2, lines), pending, moves('text', 3, foot));
  let told = '';
  const fitValues = () => {
    const values = /** @type {NodeListOf<HTMLElement>} */ (lines.querySelectorAll('.plate-value'));
    if (values.length > 0) fitAlike(values, sizesOf(!full ? 56 : values.length > 5 ? 64 : 80));
  };
  return {
    node,
    show({ data }) {
      write(title, data.title || '');
      writeOrHide(state, data.state ? say(data.version > 1 ? 'corrected' : 'plate.' + data.state) : '');
      pending.hidden = data.hidden !== true;
      const wanted = data.hidden ? [] : data.lines || [];
      node.classList.toggle('plate-many', wanted.length > 5);
      if (JSON.stringify(wanted) !== told) {
        told = JSON.stringify(wanted);
        lines.replaceChildren(...wanted.map((/** @type {{ label: string, value: string | number }} */ { label, value }) =>
          el('div', 'plate-line', el('dt', 'plate-label', lineLabel(setup, label)), el('dd', 'plate-value num', typeof value === 'number' ? wholeText(value) : String(value)))));
        if (node.isConnected) fitValues();
      }
      writeOrHide(signed, (data.signed || []).length > 0 ? say('signed', { names: data.signed.join(say('between')) }) : '');
      write(code, data.code || '');
      foot.lastElementChild?.toggleAttribute('hidden', !data.code);
      write(when, [dateText(data.when), data.version ? say('version', { n: data.version }) : ''].filter(Boolean).join('　'));
    },
    settle() {
      fitLines(title, full ? 84 : 72, 120);
      if (!fit(signed, sizesOf(full ? 56 : 44).map((size) => Math.max(40, size)))) breakWell(signed);
      fitValues();
    },
  };
}

/** A line of the result by its code, or as it is called. @param {Setup} setup @param {string} label */
function lineLabel({ say }, label) {
  const words = say('line.' + label);
  return words === 'line.' + label ? label : words;
}

/** Day and time. @param {any} when Unix seconds, or a text */
function dateText(when) {
  if (typeof when !== 'number') return when || '';
  return when === 0 ? '' : beijing(when).slice(0, 16).replace('T', ' ');
}
