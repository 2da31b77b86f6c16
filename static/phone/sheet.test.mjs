import test from 'node:test';
import assert from 'node:assert/strict';
import { fillOf, markedIn, nextBlank, onSeveral, stepsOf, withMark, wrongNumbers } from './sheet.js';

/** Two classes that take turns, two criteria. @returns {Phone.Form} */
const grades = () => ({
  units: [['S1', '教育局', 0], ['S2', '供水公司', 1], ['S3', '税务局', 0, '市税务局'], ['S4', '供电公司', 1]],
  classes: ['部门', '企业'], criteria: [{ label: '履职' }, { label: '服务' }], tones: ['0', '4'], look: '',
});
/** @returns {Phone.Form} */
const choice = () => ({
  units: [['B1', '甲所', 0], ['B2', '乙所', 0], ['B3', '丙所', 0]], classes: [''], lists: [['十佳', 1, 2], ['十差', 0, 1]], tones: [], look: '',
});

test('units come class by class, each with its own rows', () => {
  const steps = stepsOf(grades(), []);
  assert.deepEqual(steps.map(s => [s.id, s.group, s.rows]), [['S1', '部门', [0, 1]], ['S3', '部门', [4, 5]], ['S2', '企业', [2, 3]], ['S4', '企业', [6, 7]]]);
  assert.deepEqual([steps[1].about, steps[0].about], ['市税务局', '']);
});

test('one does not see one\'s own department, and the rows of the others stay where they are', () => {
  assert.deepEqual(stepsOf(grades(), [0, 3]).map(s => [s.id, s.rows]), [['S3', [4, 5]], ['S2', [2, 3]]]);
  const [best, worst] = stepsOf(choice(), [1]);
  assert.deepEqual([best.units, best.rows, worst.rows], [[0, 2], [0, 2], [3, 5]]);
});

test('a unit may have criteria of its own', () => {
  const form = grades();
  form.units[0] = ['S1', '教育局', 0, '', [{ label: '减负', group: '今年' }]];
  const steps = stepsOf(form, []);
  assert.deepEqual([steps[0].rows, steps[0].labels, steps[2].rows], [[0], [{ label: '减负', group: '今年' }], [1, 2]]);
});

test('a step is filled in wholly, in part or not', () => {
  const [one, two, three] = stepsOf(grades(), []);
  const marks = '01------'.slice(0, 4) + '1---';
  assert.deepEqual([one, two, three].map(s => fillOf(s, marks)), ['all', 'some', 'none']);
  assert.equal(markedIn(two, marks), 1);
});

test('the next blank one is looked for from here on, and then from the beginning', () => {
  const steps = stepsOf(grades(), []); // rows 0 1, 4 5, 2 3, 6 7
  assert.equal(nextBlank(steps, '--------', 0), 1);
  assert.equal(nextBlank(steps, '00--0000', 1), 2);
  assert.equal(nextBlank(steps, '0-000000', 2), 0);
  assert.equal(nextBlank(steps, '00000000', 2), -1);
  assert.equal(nextBlank(steps, '00--0000', 2), 2, 'the one that is shown comes last');
});

test('one mark changes one row', () => {
  assert.deepEqual([withMark('---', 0, '1'), withMark('---', 2, '1'), withMark('012', 1, '-')], ['1--', '--1', '0-2']);
});

test('too many and too few are found on each list', () => {
  const steps = stepsOf(choice(), []);
  const wrong = (/** @type {string} */ marks) => wrongNumbers(steps, marks).map(w => [w.step.name, w.n, w.over]);
  assert.deepEqual(wrong('0-----'), []);
  assert.deepEqual(wrong('000-00'), [['十佳', 3, true], ['十差', 2, true]]);
  assert.deepEqual(wrong('------'), [['十佳', 0, false]]);
  assert.deepEqual(wrongNumbers(stepsOf(grades(), []), '--------'), [], 'a form of grades has no such numbers');
});

test('who is on two lists is named', () => {
  assert.deepEqual(onSeveral(stepsOf(choice(), []), '0-0--0'), [2]);
  assert.deepEqual(onSeveral(stepsOf(choice(), [0]), '0-00-0'), [2]);
  assert.deepEqual(onSeveral(stepsOf(choice(), []), '0---0-'), []);
});
