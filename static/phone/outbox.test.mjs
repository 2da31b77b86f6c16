import test from 'node:test';
import assert from 'node:assert/strict';
import { addBallot, ballotID, judge, outcomeOf, ownBallots, readBox, waitingFor, withoutBallot } from './outbox.js';

const id = 'a'.repeat(32);
/** @param {object} [other] @returns {Phone.Ballot} */
const ballot = other => ({ id, session: 'S', card: '0001', item: 1, run: 1, unit: 'W001', marks: '0', ...other });

test('what cannot be read counts as nothing', () => {
  for (const text of [null, '', '{', '7', '{"a":1}', '[null]', '[{"id":"x","item":1,"run":1,"marks":"0"}]']) assert.deepEqual(readBox(text), [], String(text));
  assert.deepEqual(readBox(JSON.stringify([ballot()])), [ballot()]);
});

test('a second ballot for the same item and run is not added', () => {
  const box = addBallot([], ballot());
  assert.equal(addBallot(box, ballot({ id: 'b'.repeat(32), marks: '2' })), box);
  assert.equal(addBallot(box, ballot({ id: 'b'.repeat(32), run: 2 })).length, 2);
});

test('a ballot leaves by its identifier', () => {
  assert.deepEqual(withoutBallot([ballot(), ballot({ id: 'b' })], id), [ballot({ id: 'b' })]);
});

test('the waiting ballot is that of the item and the run', () => {
  const box = [ballot(), ballot({ item: 2 })];
  assert.equal(waitingFor(box, 2, 1), box[1]);
  assert.equal(waitingFor(box, 2, 2), null);
});

test('ballots of another card or session are not sent as this card\'s', () => {
  assert.deepEqual(ownBallots([ballot(), ballot({ card: '0002' }), ballot({ card: '' }), ballot({ session: 'T' })], 'S', '0001'), [ballot()]);
});

test('identifiers are 32 hexadecimal digits', () => {
  assert.equal(ballotID(Uint8Array.from([0, 1, 15, 16, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 171])), '00010f10ff00000000000000000000ab');
});

test('only a receipt makes a ballot recorded', () => {
  assert.equal(judge(200, '', 'ab'), 'recorded');
  assert.equal(judge(200, '', ''), 'retry');
});

test('refusals of the rules are final, lost cards wait, everything else is tried again', () => {
  for (const [status, code] of /** @type {[number, string][]} */ ([[409, 'item-closed'], [410, 'card-void'], [403, 'recused'], [400, 'marks-invalid'], [404, 'item-unknown']])) {
    assert.equal(judge(status, code, ''), 'refused', code);
  }
  assert.equal(judge(401, 'no-card', ''), 'blocked');
  assert.equal(judge(409, 'card-elsewhere', ''), 'blocked');
  for (const status of [0, 302, 404, 408, 425, 429, 500, 502, 503]) assert.equal(judge(status, '', ''), 'retry', String(status));
  assert.equal(judge(503, 'not-recorded', ''), 'retry');
});

test('an outcome says recorded with a receipt, or refused with its sentence', () => {
  const answer = { sent: 0, received: 0, wait: 0 };
  assert.deepEqual(outcomeOf(ballot(), { ...answer, status: 200, data: { receipt: 'ff' } }), { item: 1, run: 1, marks: '0', kind: 'recorded', receipt: 'ff', code: '', text: '' });
  assert.deepEqual(outcomeOf(ballot(), { ...answer, status: 409, data: { code: 'item-closed', message: 'late' } }), { item: 1, run: 1, marks: '0', kind: 'refused', receipt: '', code: 'item-closed', text: 'late' });
});
