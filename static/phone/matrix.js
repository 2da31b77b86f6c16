import { byId, make, setText, show } from './dom.js';
import { addButton } from './formapply.js';
import { draft, go, mark, openForm, say, sheet, steps } from './formpage.js';
import { foldOut, leadTo } from './formparts.js';
import { fillOf, markedIn, nextBlank } from './sheet.js';

// A form of grades: one screen for each unit with all its criteria.

const digits = '0123456789abcdef';
/** @type {string[]} */
const grades = JSON.parse(byId('frame').textContent || '').grades;
/** @param {string} label */
const isNumber = label => /^[-.0-9]{1,4}$/.test(label);
const scale = grades.length > 0 && isNumber(grades[0]);

/** @param {HTMLElement} body @param {Phone.Step} step */
function card(body, step) {
  step.rows.forEach((row, i) => {
    const field = body.appendChild(make('fieldset', 'row', ''));
    const legend = field.appendChild(make('legend', '', (step.labels[i].label || say('question')) + ' '));
    if (step.labels[i].group) legend.append(make('span', 'hint', step.labels[i].group || ''));
    const box = field.appendChild(make('div', sheet.look, ''));
    grades.forEach((label, g) => {
      const choice = box.appendChild(make('label', 'grade t' + sheet.tones[g] + (scale && !isNumber(label) ? ' wide' : ''), ''));
      const radio = /** @type {HTMLInputElement} */ (choice.appendChild(document.createElement('input')));
      radio.type = 'radio';
      radio.name = 'marks' + i;
      radio.value = digits.charAt(g);
      radio.onchange = () => mark(row, radio.value);
      choice.append(make('span', 'face', label));
    });
  });
  addButton(body, say('clear'), 'plain', () => step.rows.forEach(row => mark(row, '-'))).id = 'clear';
  addButton(body, '', 'plain', () => go(nextBlank(steps, draft.look().marks, steps.indexOf(step)))).id = 'jump';
}

/** @param {Phone.FormModel} f @param {string} marks */
function paintCard(f, marks) {
  const step = /** @type {Phone.Step} */ (f.step);
  step.rows.forEach((row, i) => {
    document.querySelectorAll('input[name=marks' + i + ']').forEach(element => {
      const radio = /** @type {HTMLInputElement} */ (element);
      radio.checked = radio.value === marks.charAt(row);
    });
  });
  const next = nextBlank(steps, marks, Number(f.at));
  const jump = next >= 0 && next !== f.at && next !== Number(f.at) + 1;
  show('clear', markedIn(step, marks) > 0);
  show('jump', jump);
  if (jump) setText('jump', say('jump', { name: steps[next].name }));
}

/** @param {number} at @returns {string} number and name of the unit */
const nameOf = at => (steps[at].id + ' ' + steps[at].name).trim();

/** @param {string} marks @param {number} at @returns {string} */
function howFar(marks, at) {
  const fill = fillOf(steps[at], marks);
  return fill === 'some' ? markedIn(steps[at], marks) + '/' + steps[at].rows.length : say('fill-' + fill);
}

/** All units by class, to leap to any. @param {HTMLElement} body @param {string} marks */
function contents(body, marks) {
  sheet.classes.forEach(name => {
    const inside = steps.map((_, i) => i).filter(i => steps[i].group === name);
    if (!inside.length) return;
    const full = inside.filter(i => fillOf(steps[i], marks) === 'all').length;
    const list = foldOut(body, name + ' ' + full + '/' + inside.length, full < inside.length);
    inside.forEach(i => leadTo(list, nameOf(i), howFar(marks, i), i));
  });
}

/** All units by what is missing, before the form is sent. @param {HTMLElement} body @param {string} marks */
function review(body, marks) {
  body.append(make('p', 'hint', say('blank-allowed')));
  ['some', 'none', 'all'].forEach(fill => {
    const inside = steps.map((_, i) => i).filter(i => fillOf(steps[i], marks) === fill);
    if (!inside.length) return;
    const list = foldOut(body, say('units-' + fill, { n: inside.length }), fill !== 'all');
    inside.forEach(i => leadTo(list, nameOf(i), fill === 'some' ? howFar(marks, i) : steps[i].group, i));
  });
}

openForm({
  build(body, f, marks) {
    if (f.step) card(body, f.step);
    else if (f.at === 'contents') contents(body, marks);
    else if (f.at === 'review') review(body, marks);
  },
  paint(f, marks) { if (f.step) paintCard(f, marks); },
  fault: marks => /[^-]/.test(marks) ? '' : say('empty'),
});
