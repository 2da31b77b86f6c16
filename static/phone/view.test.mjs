import test from 'node:test';
import assert from 'node:assert/strict';
import { shortReceipt } from './status.js';
import { view } from './view.js';

/** @type {Phone.Say} */
const say = (key, values = {}) => [key, ...Object.values(values)].join(' ');
const receipt = '3fa29c1b' + '0'.repeat(56);

/** @param {string} phase @param {object} [other] @returns {Phone.Item} */
const item = (phase, other) => ({ id: 37, of: 100, run: 1, phase, deadline: 0, unit: { id: 'W037', name: 'Window', department: 'Office', class: 'A' }, ...other });

/** @param {Phone.Item | null} on @param {object} [other] @param {string} [phase] @returns {Phone.State} */
const state = (on, other, phase = 'running') => ({
  frame: { revision: 1, session: { id: 'S', title: 'T', rehearsal: false }, phase, item: on, grades: ['a', 'b'] },
  me: me(), gone: false, card: 'ok', choice: '', editing: false, missed: false, firstOnly: false, pending: null, trouble: '',
  outcome: null, older: null, offline: false, now: 0, ...other,
});
/** @param {object} [other] @returns {Phone.Me} */
const me = other => ({ now: 0, revision: 1, card: { number: '0231', category: 'Firms', state: 'ok' }, item: 37, run: 1, recused: false, ballot: null, ...other });
/** @type {Phone.Ballot} */
const pending = { id: 'a'.repeat(32), session: 'S', card: '0231', item: 37, run: 1, unit: 'W037', marks: '1' };
/** @param {object} [other] @returns {Phone.Outcome} */
const outcome = other => ({ item: 37, run: 1, kind: 'recorded', marks: '1', receipt, code: '', text: '', ...other });
/** @param {Phone.State} s */
const status = s => { const shown = view(s, say).status; return shown && shown.text; };

test('every moment of a session has its headline', () => {
  /** @type {[Phone.State, string][]} */
  const moments = [
    [state(null, {}, 'published'), 'early'], [state(null), 'between'], [state(item('on-stage')), 'soon'], [state(item('waiting')), 'soon'],
    [state(item('open')), 'open'], [state(item('closed')), 'closed'], [state(item('confirmed')), 'closed'], [state(item('revealed')), 'revealed'],
    [state(item('void')), 'void'], [state(item('closed'), {}, 'closed'), 'ended'],
    [state(item('open'), { me: me({ recused: true }) }), 'recused'],
  ];
  for (const [s, name] of moments) {
    const model = view(s, say);
    assert.equal(model.headline || model.name, 'state.' + name);
    assert.equal(model.hint, 'state.' + name + '.hint');
    assert.equal(model.open, name === 'open', name);
  }
});

test('the unit is shown with its number, place, department and class', () => {
  const m = view(state(item('open')), say);
  assert.deepEqual([m.place, m.number, m.name, m.about, m.card], ['place 37 100', 'W037', 'Window', 'Office · A', 'card Firms 0231']);
});

test('in an open session a phone says under whose name it votes', () => {
  const named = me({ card: { number: '0231', category: 'Firms', state: 'ok', name: '张三' } });
  assert.equal(view(state(item('open'), { me: named }), say).card, 'card 张三 0231');
});

test('recusal of another item does not hide this one', () => {
  assert.equal(view(state(item('open'), { me: me({ item: 36, recused: true }) }), say).open, true);
});

test('a void card shows no ballot', () => {
  const m = view(state(item('open'), { card: 'void', outcome: outcome() }), say);
  assert.deepEqual([m.name, m.open, m.submit.shown, m.place, m.status], ['state.card-void', false, false, '', null]);
});

test('a card in use elsewhere and a lost card have their own pages', () => {
  assert.equal(view(state(item('open'), { card: 'elsewhere' }), say).show, 'elsewhere');
  assert.equal(view(state(item('open'), { gone: true }), say).show, 'scan');
});

test('a ballot under way is never called recorded', () => {
  assert.equal(status(state(item('open'), { pending })), 'submitting');
  assert.equal(status(state(item('open'), { pending, trouble: 'net' })), 'retry-net');
  assert.equal(status(state(item('open'), { pending, trouble: 'busy' })), 'retry-busy');
  assert.equal(status(state(item('closed'), { pending })), 'checking');
  assert.equal(status(state(item('open'), { pending, outcome: outcome(), editing: true })), 'submitting', 'a change under way hides the earlier receipt');
  const m = view(state(item('open'), { pending }), say);
  assert.deepEqual([m.locked, m.chosen, m.submit, m.change], [true, '1', { shown: true, sending: true }, '']);
});

test('a recorded ballot shows its receipt and can be changed', () => {
  const m = view(state(item('open'), { outcome: outcome() }), say);
  assert.deepEqual(m.status, { tone: 'done', text: 'recorded', receipt: '3FA2 9C1B', more: 'can-change' });
  assert.deepEqual([m.locked, m.chosen, m.submit.shown, m.change], [true, '1', false, 'change']);
});

test('after a reload the server tells what is recorded', () => {
  const m = view(state(item('open'), { me: me({ ballot: { marks: '0', receipt } }) }), say);
  assert.deepEqual([m.chosen, m.locked, m.status && m.status.receipt], ['0', true, '3FA2 9C1B']);
});

test('where the first ballot counts nothing offers a change', () => {
  const m = view(state(item('open'), { outcome: outcome(), firstOnly: true }), say);
  assert.deepEqual([m.change, m.status && m.status.more], ['', '']);
});

test('while changing the grades are free and the way back is shown', () => {
  const m = view(state(item('open'), { outcome: outcome(), editing: true, choice: '0' }), say);
  assert.deepEqual([m.locked, m.chosen, m.change, m.status && m.status.text, m.submit.shown], [false, '0', 'keep', 'changing', true]);
});

test('the end of voting tells whether one\'s ballot is in', () => {
  assert.equal(status(state(item('closed'), { outcome: outcome() })), 'recorded');
  assert.equal(status(state(item('closed'), { outcome: outcome({ kind: 'refused', code: 'item-closed' }) })), 'unrecorded-closed');
  assert.equal(status(state(item('closed'))), 'no-ballot');
  assert.equal(status(state(item('closed'), { me: null })), null, 'nothing is claimed before it is known');
  assert.equal(status(state(item('confirmed'))), null, 'nor when nobody can know it any more');
});

test('a refusal shows its sentence', () => {
  const m = view(state(item('open'), { outcome: outcome({ kind: 'refused', code: 'recused', text: 'why' }) }), say);
  assert.deepEqual(m.status, { tone: 'failed', text: 'unrecorded', receipt: '', more: 'why' });
});

test('an outcome of another item or run says nothing about this one', () => {
  assert.equal(status(state(item('open'), { outcome: outcome({ item: 36 }) })), null);
  assert.equal(status(state(item('open', { run: 2 }), { outcome: outcome(), me: me({ ballot: { marks: '0', receipt } }) })), null);
});

test('sending nothing asks for a grade', () => {
  assert.equal(status(state(item('open'), { missed: true })), 'choose');
});

test('ballots of earlier items are followed up in a line of their own', () => {
  assert.equal(view(state(item('open'), { older: { ...pending, item: 36 } }), say).older, 'older-checking 36');
  assert.equal(view(state(item('open'), { older: outcome({ item: 36 }) }), say).older, 'older-recorded 36');
  assert.equal(view(state(item('open'), { older: outcome({ item: 36, kind: 'refused' }) }), say).older, 'older-unrecorded 36');
});

test('receipts are compared in two groups of four', () => {
  assert.equal(shortReceipt(receipt), '3FA2 9C1B');
});
