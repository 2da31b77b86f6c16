// The scenes that set one thing beside another, or tell of one: versus, pledge, dims.

import { el, write } from './dom.js';
import { decimalCounter } from './score.js';
import { chipOf, fitAlike, fitFigures, fitLines, fitOrHide, headOf, moves, nameAlike, pagerOf, pendingOf, sceneOf, sizesOf, tickOf, trackOf } from './kit.js';
import { writeOrHide } from './bars.js';

/**
 * @typedef {import('./kit.js').Setup} Setup
 * @typedef {import('./kit.js').Part} Part
 * @typedef {import('./kit.js').Layer} Layer
 */

/** @param {Setup} setup @param {'left' | 'right'} which */
function sideOf(setup, which) {
  const name = el('h2', 'versus-name');
  const sub = el('p', 'versus-sub');
  const value = decimalCounter(setup, 'versus-value');
  const track = trackOf(setup, 'versus-track');
  const pending = pendingOf(setup);
  const figure = el('div', 'versus-figure', value.node, pending);
  return {
    name, line: { box: figure, nodes: [value.node] },
    node: el('div', `versus-side versus-${which}`, el('div', 'versus-text', name, sub), figure, track.node),
    /** @param {Record<string, any>} data @param {boolean} hidden @param {boolean} leads */
    show(data, hidden, leads) {
      write(name, data.name || (data.average ? setup.say('average') : ''));
      writeOrHide(sub, data.sub || '');
      value.node.hidden = hidden;
      pending.hidden = !hidden;
      value.aim(hidden ? '' : data.value);
      track.aim(hidden ? 0 : data.permille);
      track.node.classList.toggle('leads', leads);
    },
    settle() {
      fitOrHide(sub, sizesOf(setup.full ? 60 : 48));
    },
  };
}

/**
 * versus `{metric, left:{name,sub,value,permille}, right, difference, lead, hidden}`: two bars from the middle on one scale.
 * @param {Setup} setup
 * @returns {Part}
 */
export function makeVersus(setup) {
  const { say } = setup;
  const metric = el('h1', 'list-title');
  const left = sideOf(setup, 'left');
  const right = sideOf(setup, 'right');
  const label = el('span', 'caption', say('difference'));
  const difference = el('span', 'versus-difference num');
  const middle = el('div', 'versus-middle', label, difference);
  const node = sceneOf(setup, 'versus', moves('text', 1, el('header', 'list-head', metric)),
    moves('text', 2, left.node), moves('text', 2, right.node), moves('text', 4, middle));
  const figures = () => fitFigures([left.line, right.line]);
  return {
    node, figures,
    show({ data }) {
      const hidden = data.hidden === true;
      node.classList.toggle('is-hidden', hidden);
      write(metric, data.metric || setup.say('score'));
      left.show(data.left || {}, hidden, data.lead === 'left');
      right.show(data.right || {}, hidden, data.lead === 'right');
      node.dataset.lead = hidden ? 'none' : data.lead || 'none';
      middle.hidden = hidden || !(data.left?.value || data.right?.value); // nothing is not even
      const even = data.lead === 'none';
      label.hidden = even;
      write(difference, even ? say('even') : String(data.difference || '').replace(/^[-+−]/, ''));
    },
    settle() {
      fitLines(metric, 68, 100);
      figures();
      nameAlike([left.name, right.name], setup.full ? 88 : 72);
      left.settle();
      right.settle();
    },
  };
}

/**
 * Sets a size, and says whether the text has room at it.
 * @param {HTMLElement} text
 * @param {number} size
 * @param {boolean} whole each of its lines is one line
 */
function fills(text, size, whole) {
  text.style.fontSize = `${size}px`;
  const lines = /** @type {HTMLElement[]} */ ([...text.children]);
  return text.scrollHeight <= text.clientHeight + size / 2 && (!whole || lines.every((line) => line.offsetHeight < size * 2));
}

/**
 * pledge `{name, place, number, page, pages, text, group, grade?}`: reads like a document.
 * @param {Setup} setup
 * @returns {Part}
 */
export function makePledge(setup) {
  const head = headOf(setup.full ? 88 : 72, setup.full ? 48 : 44);
  const text = el('div', 'pledge-text');
  const group = el('p', 'pledge-group');
  const grade = chipOf('pledge-grade');
  const pager = pagerOf(setup);
  const node = sceneOf(setup, 'pledge', moves('text', 1, head.node),
    moves('text', 2, el('div', 'pledge-sheet', el('span', 'pledge-label', setup.say('pledge')), text)),
    moves('text', 3, el('footer', 'pledge-foot', group, grade, pager.node)));
  return {
    node,
    show({ data }) {
      head.show(data);
      const lines = data.text || [];
      if (text.textContent !== lines.join('')) text.replaceChildren(...lines.map((/** @type {string} */ line) => el('p', 'pledge-line', line)));
      writeOrHide(group, data.group || '');
      writeOrHide(grade, data.grade || '');
      pager.show(data);
    },
    settle() {
      head.settle();
      const whole = [...(setup.full ? [112, 104, 96] : []), 88, 80, 76, 72, 68, 64, 60].some((size) => fills(text, size, true)); // better a little smaller than a line with one word
      if (!whole) [72, 68, 64, 60, 56, 52, 48, 44, 40].some((size) => fills(text, size, false));
    },
  };
}

/**
 * dims `{hidden, name, place, number, dims:[{label,score,permille,average,average_permille}], focus}`
 * @param {Setup} setup
 * @param {Layer} layer
 * @returns {Part}
 */
export function makeDims(setup, layer) {
  const { say } = setup;
  const head = headOf(setup.full ? 88 : 72, setup.full ? 48 : 44);
  const rows = (layer.data.dims || []).map((/** @type {{ label: string }} */ dim) => dimOf(setup, dim.label));
  const key = el('p', 'dims-key', el('i', 'dims-key-tick'), say('average'));
  const node = sceneOf(setup, `dims dims-${Math.min(8, rows.length)} ${rows.length <= 5 ? 'dims-few' : ''}`, moves('text', 1, head.node),
    el('div', 'dims-rows', ...rows.map((/** @type {{ node: HTMLElement }} */ row, /** @type {number} */ i) => moves('text', 2 + i, row.node))),
    moves('text', 3 + rows.length, key));
  const figures = () => {
    if (rows.length > 0) fitFigures(rows.map((/** @type {ReturnType<typeof dimOf>} */ row) => row.line()));
  };
  return {
    node, figures,
    show({ data }) {
      head.show(data);
      node.classList.toggle('is-hidden', data.hidden === true);
      key.hidden = data.hidden !== true && !data.dims.some((/** @type {{ average: string }} */ dim) => dim.average); // pledges have none, nor a class of which not all are out
      rows.forEach((/** @type {ReturnType<typeof dimOf>} */ row, /** @type {number} */ i) => {
        if (data.dims[i]) row.show(data.dims[i], data.hidden === true, data.focus === undefined || data.focus < 0 ? 'none' : data.focus === i ? 'this' : 'other');
      });
    },
    settle() {
      head.settle();
      figures();
      fitAlike(rows.map((/** @type {ReturnType<typeof dimOf>} */ { name }) => name), sizesOf(56));
    },
  };
}

/** @param {Setup} setup @param {string} label */
function dimOf(setup, label) {
  const name = el('span', 'dim-name', label);
  const score = decimalCounter(setup, 'dim-score');
  const average = el('span', 'dim-average num');
  const track = trackOf(setup, 'dim-track');
  const tick = tickOf();
  const pending = pendingOf(setup);
  const figures = el('span', 'dim-figures', score.node, average);
  const node = el('div', 'dim', name, el('div', 'ticked', track.node, tick.node), pending, figures);
  return {
    node, name,
    line: () => ({ box: figures, nodes: [score.node], taken: average.hidden ? 0 : average.offsetWidth + 24 }),
    /** @param {Record<string, any>} dim @param {boolean} hidden @param {string} focus */
    show(dim, hidden, focus) {
      node.dataset.focus = focus;
      pending.hidden = !hidden;
      score.node.hidden = hidden;
      score.aim(hidden ? '' : dim.score);
      track.aim(hidden ? 0 : dim.permille);
      tick.node.hidden = hidden || !dim.average;
      if (dim.average) tick.at(dim.average_permille);
      writeOrHide(average, hidden || !dim.average ? '' : setup.say('average-of', { score: dim.average }));
    },
  };
}
