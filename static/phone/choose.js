import { make } from './dom.js';
import { addTick, offerVoid } from './formapply.js';
import { draft, mark, openForm, say, sheet, steps, tell } from './formpage.js';
import { foldOut, leadTo } from './formparts.js';
import { markedIn, onSeveral, wrongNumbers } from './sheet.js';

// A choice of units: one screen for each list, with a tick for each unit.

/** @param {HTMLElement} body @param {Phone.Step} step */
function ticks(body, step) {
  const least = step.least === step.most ? 'pick-exact' : step.least > 0 ? 'pick-between' : 'pick';
  const field = body.appendChild(make('fieldset', 'ticks', ''));
  field.append(make('legend', '', say(least, { least: step.least, most: step.most })));
  let group = -1;
  step.units.forEach((unit, i) => {
    const [id, name, of] = sheet.units[unit];
    if (of !== group && sheet.classes[of]) field.append(make('h2', '', sheet.classes[of]));
    group = of;
    const tick = addTick(field, name + ' ', 'marks' + unit);
    const face = /** @type {HTMLElement} */ (tick.nextSibling);
    /** @type {HTMLElement} */ (face.firstChild).append(make('span', 'hint', id));
    tick.onchange = () => {
      const full = tick.checked && markedIn(step, draft.look().marks) >= step.most;
      if (full) tick.checked = false;
      else mark(step.rows[i], tick.checked ? '0' : '-');
      tell(full ? say('full', { n: step.most }) : '', tick.parentElement);
    };
  });
}

/** @param {HTMLElement} body @param {string} marks */
function review(body, marks) {
  const wrong = wrongNumbers(steps, marks);
  steps.forEach((step, k) => {
    const list = foldOut(body, say('picked', { name: step.name, n: markedIn(step, marks), most: step.most }), true);
    step.units.forEach((unit, i) => { if (marks.charAt(step.rows[i]) !== '-') leadTo(list, sheet.units[unit][1], sheet.units[unit][0], k); });
    leadTo(list, say('edit', { name: step.name }), '', k);
  });
  onSeveral(steps, marks).forEach(unit => body.append(make('p', 'warn', say('several', { name: sheet.units[unit][1] }))));
  if (!wrong.length && !/[^-]/.test(marks)) body.append(make('p', 'warn', say('picked-none')));
  if (wrong.length) offerVoid(body, wrong.map(w => say(w.over ? 'over' : 'under', { name: w.step.name, n: w.n, let: w.over ? w.step.most : w.step.least })).join(' ') + ' ' + say('void-whole'), say);
}

openForm({
  build(body, f, marks) {
    if (f.step) ticks(body, f.step);
    else if (f.at === 'review') review(body, marks);
  },
  paint(f, marks) {
    if (!f.step) return;
    const { units, rows } = f.step;
    units.forEach((unit, i) => { /** @type {HTMLInputElement} */ (document.querySelector('input[name=marks' + unit + ']')).checked = marks.charAt(rows[i]) !== '-'; });
  },
  fault: () => '',
});
