// What a form asks of one person, step by step, and how far it is filled in.
// Marks are a text with one character for each row, "-" for a row without one.

/**
 * The steps of a form: one for each unit in the order of the classes, or one for
 * each list of a choice. Whoever has no say on a unit is not asked about it.
 * @param {Phone.Form} form @param {number[]} own places of the units to leave out
 * @returns {Phone.Step[]}
 */
export function stepsOf(form, own) {
  const asked = form.units.map((_, i) => i).filter(i => own.indexOf(i) < 0);
  const order = form.classes.reduce((all, _, c) => all.concat(asked.filter(i => form.units[i][2] === c)), /** @type {number[]} */ ([]));
  if (form.lists) {
    return form.lists.map(([name, least, most], k) => ({
      id: '', name, about: '', group: '', least, most, labels: [], units: order, rows: order.map(i => k * form.units.length + i),
    }));
  }
  let row = 0;
  const rows = form.units.map(unit => (unit[4] || form.criteria || []).map(() => row++));
  return order.map(i => {
    const [id, name, group, about, criteria] = form.units[i];
    return { id, name, about: about || '', group: form.classes[group], least: 0, most: 0, labels: criteria || form.criteria || [], units: [i], rows: rows[i] };
  });
}

/** @param {Phone.Step} step @param {string} marks @returns {number} how many of its rows are marked */
export function markedIn(step, marks) {
  return step.rows.filter(row => marks.charAt(row) !== '-').length;
}

/** @param {Phone.Step} step @param {string} marks @returns {'all' | 'some' | 'none'} */
export function fillOf(step, marks) {
  const n = markedIn(step, marks);
  return n === 0 ? 'none' : n < step.rows.length ? 'some' : 'all';
}

/**
 * The next step, after the last begun anew, that is not filled in; -1 when all are.
 * @param {Phone.Step[]} steps @param {string} marks @param {number} after
 */
export function nextBlank(steps, marks, after) {
  for (let i = 1; i <= steps.length; i += 1) {
    const at = (after + i) % steps.length;
    if (fillOf(steps[at], marks) !== 'all') return at;
  }
  return -1;
}

/** @param {string} marks @param {number} row @param {string} mark */
export function withMark(marks, row, mark) {
  return marks.slice(0, row) + mark + marks.slice(row + 1);
}

/**
 * What makes a choice void by its numbers: the steps with too many or too few.
 * @param {Phone.Step[]} steps @param {string} marks
 * @returns {{step: Phone.Step, n: number, over: boolean}[]}
 */
export function wrongNumbers(steps, marks) {
  return steps.filter(step => step.most > 0).map(step => ({ step, n: markedIn(step, marks), over: markedIn(step, marks) > step.most }))
    .filter(({ step, n, over }) => over || n < step.least);
}

/**
 * The places of units that are ticked on more than one list.
 * @param {Phone.Step[]} steps @param {string} marks
 */
export function onSeveral(steps, marks) {
  return steps.length < 2 ? [] : steps[0].units.filter((_, i) => steps.filter(step => marks.charAt(step.rows[i]) !== '-').length > 1);
}
