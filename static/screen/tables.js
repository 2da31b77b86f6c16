// The scenes without an item: the invitation to vote and the board.

import { el, fit, write } from './dom.js';
import { makeCounter, makeTrack, reserve } from './figures.js';

/**
 * @typedef {import('./parts.js').Setup} Setup
 * @typedef {import('./parts.js').Part} Part
 * @typedef {import('./view.js').View} View
 */

/**
 * @param {Setup} setup
 * @returns {Part}
 */
export function makeJoin(setup) {
  const { words } = setup;
  const code = el('img', 'qr');
  code.setAttribute('src', '/screen/qr.svg');
  code.setAttribute('alt', '');
  const address = el('p', 'join-address');
  const checkedIn = makeCounter(setup, 'checked-count');
  const issued = el('span', 'checked-of');
  const track = makeTrack(setup, 'checked-track');
  const figures = el('p', 'checked-figures', checkedIn.node, issued);
  const checked = el('div', 'checked', el('span', 'caption', words.checkedIn), figures, track.node);
  let most = '0';
  let shown = false;
  const opens = el('p', 'join-opens');
  const text = el('div', 'join-text', el('h1', 'join-title', words.joinTitle), opens, el('p', 'join-card', words.joinCard),
    el('p', 'join-code', words.joinCode), address);
  const card = el('div', 'qr-card', code, el('span', 'qr-note', words.joinHere));
  return {
    node: el('section', 'scene join', card, text, checked),
    show(view) {
      write(address, view.address);
      write(opens, view.opens);
      opens.hidden = view.opens === '';
      most = String(view.issued);
      write(issued, `/${most}`);
      const part = view.issued > 0 ? (view.checkedIn * 1000) / view.issued : 0;
      if (shown) [checkedIn.channel.goal, track.channel.goal] = [view.checkedIn, part];
      else {
        checkedIn.channel.jump(view.checkedIn);
        track.channel.jump(part);
      }
      shown = true;
    },
    settle() {
      fit(address, [64, 56, 48, 44]);
      reserve(figures, checkedIn.node, most);
    },
  };
}

/**
 * Ten rows of constant height. Rows that the last page does not need stay free;
 * a page that is the only one may end with its last row.
 * @param {Setup} setup
 * @param {View} view
 * @returns {Part}
 */
export function makeBoard(setup, view) {
  const rows = Array.from({ length: 10 }, () => makeRow(setup));
  const page = el('span', 'board-page');
  const head = el('header', 'board-head', el('h1', 'board-title', view.board?.title ?? ''), el('span', 'board-session', view.title), page);
  const node = el('section', 'scene board', head, el('div', 'board-rows', ...rows.map((row) => row.node)));
  return {
    node,
    show({ board }) {
      node.classList.toggle('only-page', !board?.page);
      write(page, board?.page ?? '');
      rows.forEach((row, i) => row.show(board?.rows[i]));
    },
    settle() {
      for (const row of rows) row.settle();
    },
  };
}

/** @param {Setup} setup */
function makeRow(setup) {
  const rank = el('span', 'row-rank');
  const tie = el('span', 'row-tie', setup.words.tie);
  const name = el('span', 'row-name');
  const place = el('span', 'row-place');
  const score = el('span', 'row-score');
  const track = makeTrack(setup, 'row-track');
  const node = el('div', 'row', track.node, el('span', 'row-rank-cell', rank, tie), name, place, score);
  return {
    node,
    /** @param {import('./ranking.js').RowView} [row] */
    show(row) {
      node.classList.toggle('free', row === undefined);
      write(rank, row?.rank ?? '');
      tie.hidden = !row?.tie;
      write(name, row?.name ?? '');
      write(place, row?.place ?? '');
      write(score, row?.score ?? '');
      track.channel.goal = row?.permille ?? 0;
    },
    settle() {
      if (!fit(name, [48, 46, 44])) {
        place.hidden = true; // the whole name comes before the class
        fit(name, [44]);
      }
    },
  };
}
