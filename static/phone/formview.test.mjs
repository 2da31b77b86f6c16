import test from 'node:test';
import assert from 'node:assert/strict';
import { formView } from './formview.js';
import { stepsOf } from './sheet.js';

/** @type {Phone.Say} */
const say = (key, values = {}) => [key, ...Object.values(values)].join(' ').trim();
/** @type {Phone.Form} */
const grades = { units: [['S1', '甲局', 0], ['S2', '乙局', 0, '市乙'], ['S3', '丙局', 0]], classes: ['部门'], criteria: [{ label: 'a' }, { label: 'b' }], tones: [], look: '' };
/** @type {Phone.Form} */
const choice = { units: [['B1', '甲', 0], ['B2', '乙', 0], ['B3', '丙', 0]], classes: [''], lists: [['佳', 0, 2], ['差', 0, 1]], tones: [], look: '' };
const ballot = { marks: '001---', receipt: 'ab12cd34'.repeat(8) };

/** @param {string} phase @param {object} [other] @returns {Phone.State} */
const state = (phase, other) => ({
  frame: {
    revision: 1, session: { id: 'S', title: 'T', rehearsal: false }, phase: phase === 'ended' ? 'closed' : 'running', grades: ['x'],
    item: { id: 1, of: 1, run: 1, phase, deadline: 9000, unit: { id: '', name: 'T', department: '', class: '' }, form: { units: 3, rows: 6, opens: 5000, closes: 9000 } },
  },
  me: { now: 1, revision: 1, card: { number: '0231', category: '企业', state: 'ok' }, item: 1, run: 1, recused: false, ballot: null },
  gone: false, card: 'ok', choice: '', editing: false, missed: false, firstOnly: false, pending: null, trouble: '', outcome: null, older: null, offline: false, now: 6_000_000,
  ...other,
});
/** @param {object} [stands] @param {object} [form] */
const me = (stands, form) => ({ me: { now: 1, revision: 1, card: { number: '0231', category: '企业', state: 'ok' }, item: 1, run: 1, recused: false, ballot: stands || null, form } });
/** @param {string} marks @param {object} [other] @returns {Phone.Kept} */
const kept = (marks, other) => ({ ready: true, marks, unsent: /[^-]/.test(marks), kept: 'saved', ...other });
/** @param {Phone.State} s @param {Phone.Kept} d @param {Phone.Place} [at] @param {Phone.Form} [form] */
const look = (s, d, at = 'cover', form = grades) => formView(s, d, at, stepsOf(form, []), say, seconds => '@' + seconds);
/** @param {Phone.FormModel} f */
const leads = f => f.buttons.map(b => b.label + ' > ' + b.to);

test('before it opens one reads when it will, and there is nothing to do', () => {
  for (const phase of ['waiting', 'on-stage']) {
    const f = look(state(phase), kept('', { ready: false }));
    assert.deepEqual([f.heading, f.clock, f.buttons, f.open], ['state.soon', 'opens @5000', [], false]);
  }
});

test('while it is open one reads until when, that only what is handed in counts, and where to begin', () => {
  const f = look(state('open'), kept('------'));
  assert.deepEqual([f.heading, f.clock, f.hint, f.far, f.kept], ['state.open', 'until @9000', 'state.open.hint', 'far 0 3', '']);
  assert.deepEqual(leads(f), ['begin > 0']);
});

test('who comes again goes on at the first unit that is left', () => {
  const f = look(state('open'), kept('00----'));
  assert.deepEqual([f.far, f.kept, leads(f)], ['far 1 3', 'unsent', ['review > review', 'resume > 1']]);
  assert.deepEqual(leads(look(state('open'), kept('000000'))), ['look-again > contents', 'review > review']);
});

test('each unit leads to the one before, the contents and the next; the last one to the review', () => {
  const f = look(state('open'), kept('------'), 1);
  assert.deepEqual([f.heading, f.place, f.about, leads(f)], ['乙局', 'step 2 3 S2', '部门 · 市乙', ['previous > 0', 'contents > contents', 'next > 2']]);
  assert.deepEqual(leads(look(state('open'), kept('------'), 0))[0], 'previous > cover');
  assert.deepEqual(leads(look(state('open'), kept('------'), 2)).pop(), 'review > review');
});

test('it says truly whether what is marked is kept', () => {
  const said = (/** @type {object} */ d) => look(state('open'), kept('0-----', d), 0).kept;
  assert.deepEqual([said({}), said({ kept: 'saving' }), said({ kept: 'unsaved' })], ['unsent', 'saving', 'unsaved']);
});

test('handing in can be done once at a time', () => {
  const review = look(state('open'), kept('0-----'), 'review');
  assert.deepEqual([leads(review), review.buttons[1].off], [['back > cover', 'submit > send'], false]);
  const pending = look(state('open', { pending: {} }), kept('0-----'), 'review');
  assert.deepEqual([pending.buttons[1].label, pending.buttons[1].off, pending.status && pending.status.text], ['submitting', true, 'submitting']);
  assert.deepEqual(look(state('open', { pending: {} }), kept('0-----')).buttons, []);
});

test('what is handed in has a receipt, and may be changed', () => {
  const f = look(state('open', me(ballot)), kept('001---', { unsent: false }));
  assert.deepEqual([f.status && [f.status.text, f.status.receipt, f.status.more], f.kept, leads(f)], [['recorded', 'AB12 CD34', 'can-change'], 'handed-in', ['change > contents']]);
  const changed = look(state('open', me(ballot)), kept('0010--'));
  assert.deepEqual([changed.kept, changed.note, leads(changed)], ['unsent-change', 'still-stands', ['review > review', 'resume > 2']]);
});

test('where the first ballot counts nothing can be changed', () => {
  const f = look(state('open', { ...me(ballot), firstOnly: true }), kept('001---', { unsent: false }));
  assert.deepEqual([f.buttons, f.status && f.status.more], [[], '']);
});

test('after the close nothing is left to do, and one reads whether one handed in', () => {
  const without = look(state('closed', me()), kept('00----', { ready: false }), 1);
  assert.deepEqual([without.at, without.heading, without.status && without.status.text, without.buttons], ['cover', 'state.closed', 'no-ballot', []]);
  const sent = look(state('closed', me(ballot)), kept('', { ready: false }));
  assert.deepEqual([sent.status && sent.status.text, sent.clock], ['recorded', '']);
  assert.equal(look(state('ended'), kept('', { ready: false })).heading, 'state.ended');
});

test('a card that is void or elsewhere marks nothing', () => {
  assert.deepEqual([look(state('open', { card: 'void' }), kept('00----'), 0).heading, look(state('open', { card: 'void' }), kept('00----'), 0).lost], ['state.card-void', true]);
  const away = look(state('open', { card: 'elsewhere' }), kept('00----'), 0);
  assert.deepEqual([away.show, away.buttons, away.status], ['elsewhere', [], null]);
});

test('one reads that one\'s own unit is not there, and that another phone had begun', () => {
  assert.equal(look(state('open', me(undefined, { own: [2], other: true })), kept('------')).note, 'went-on own');
  assert.equal(look(state('open', me(undefined, {})), kept('------')).note, '');
});

test('a choice counts its ticks, list by list', () => {
  const first = look(state('open'), kept('00----'), 0, choice);
  assert.deepEqual([first.heading, first.place, first.far, leads(first)], ['佳', 'list-step 1 2', 'picked 佳 2 2', ['previous > cover', 'next > 1']]);
  assert.equal(look(state('open'), kept('00---0'), 'cover', choice).far, 'picked 佳 2 2andpicked 差 1 1');
  assert.deepEqual(leads(look(state('open'), kept('------'), 'cover', choice)), ['begin > 0']);
  assert.deepEqual(leads(look(state('open'), kept('0-----'), 'cover', choice)), ['look-again > 0', 'review > review']);
});
