import { byId, make } from './dom.js';
import { paint, say, voter } from './phone.js';
import { view } from './view.js';

// The ballot of a unit with several criteria, or with pledges of its own: one
// fieldset for each, in the pledge's own words. A row without a mark is blank.
// Only sessions with such ballots load this.

const grades = byId('grades');

/** @returns {HTMLElement[]} */
function lines() {
  return Array.from(grades.querySelectorAll('.row'));
}

/** @param {HTMLElement} line @returns {HTMLInputElement[]} */
function radios(line) {
  return Array.from(line.querySelectorAll('input'));
}

/**
 * Another unit has other rows: as many copies of the first as there are to be.
 * @param {{label: string, group?: string}[]} rows
 */
function lay(rows) {
  const key = JSON.stringify(rows);
  if (!rows.length || grades.getAttribute('data-rows') === key) return;
  grades.setAttribute('data-rows', key);
  const old = lines();
  rows.forEach((row, i) => {
    const line = old[i] || /** @type {HTMLElement} */ (grades.appendChild(old[0].cloneNode(true)));
    const legend = /** @type {HTMLElement} */ (line.querySelector('legend'));
    legend.textContent = row.label + ' ';
    if (row.group) legend.append(make('span', 'hint', row.group));
    radios(line).forEach(radio => { radio.name = 'marks' + i; });
  });
  old.slice(rows.length).forEach(line => line.remove());
}

function paintRows() {
  const m = view(Object.assign(voter.look(), { offline: false, now: 0 }), say);
  lay(voter.look().frame.criteria || []);
  let blank = 0;
  lines().forEach((line, i) => {
    const mark = m.chosen.charAt(i);
    if (!mark || mark === '-') blank += 1;
    radios(line).forEach(radio => { radio.checked = radio.value === mark; });
  });
  const note = byId('blank');
  const text = m.locked || !m.open || !m.chosen || !blank ? '' : (note.getAttribute('data-text') || '').replace('{n}', String(blank));
  if (note.textContent !== text) note.textContent = text;
}

// The page's own listener knows one row. This one comes before it.
grades.addEventListener('change', event => {
  event.stopPropagation();
  const marks = lines().map(line => radios(line).filter(radio => radio.checked).map(radio => radio.value)[0] || '-');
  voter.choose(marks.join(''));
  paint();
  paintRows();
});

// Whatever changes on the page, the rows follow before it is drawn.
new MutationObserver(paintRows).observe(byId('stage'), { subtree: true, childList: true, characterData: true, attributes: true });
paintRows();
