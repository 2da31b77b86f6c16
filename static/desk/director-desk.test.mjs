// What the desk takes for an answer of the outputs, by what the server tells it.
import test from 'node:test';
import assert from 'node:assert/strict';
import { Desk } from './director-desk.js';

const kept = /** @type {any} */ (globalThis);
kept.localStorage = { getItem: () => null, setItem: () => {} };
kept.reportError = (/** @type {any} */ error) => { throw error; };

/** A desk that has given an item its GO for a second later; the program shows what it did before. */
async function waiting() {
  const status = /** @type {any} */ ({
    revision: 8, plan: { on: ['pgm'] }, releases: [], recalled: 0,
    armed: { number: 7, until: 9e15, by: 'chen', controller: 'chen #1', action: { kind: 'item', item: 1, from: 'pvw', on: ['pgm'] }, of: [{}], other: false },
    outputs: [{ name: 'pgm', class: 'public', revision: 5, stands: 'shown', pages: [{ host: 'obs', heard: 1, since: 1 }], layers: {}, rate: 50 }],
  });
  const room = /** @type {any} */ ({
    status, known: 8, controller: 'chen #1', now: () => Date.now(), session: () => 's', cues: () => null, frame: () => null, preview: () => null, program: () => status.outputs[0],
    station: () => status.outputs[0], targets: () => ['pgm'], output: () => status.outputs[0], act: async () => ({ ok: true, revision: 9, code: '', message: '' }),
  });
  const desk = new Desk(room, key => key, { role: 'organizer' });
  desk.timed = true;
  desk.go();
  await desk.chain;
  status.revision = 9;
  Object.assign(status.armed, { due: Date.now() + 1000, due_by: 'chen' });
  desk.await();
  return { desk, status, pgm: status.outputs[0] };
}

test('what another desk takes back is no longer waited for, and the picture of before is no answer', async () => {
  const { desk, status } = await waiting();
  assert.ok(desk.awaited && !desk.awaited.shown.pgm, 'while it waits for its moment nothing has come');
  Object.assign(status, { revision: 10, armed: null, recalled: 10 });
  desk.await();
  assert.equal(desk.awaited, null);
});

test('of an item the picture that is taken at its moment is the answer, and none of before', async () => {
  const { desk, status, pgm } = await waiting();
  Object.assign(status, { revision: 10 });
  pgm.revision = 10; // another desk takes something meanwhile
  desk.await();
  Object.assign(status, { revision: 11, armed: null }); // it is out, and its picture is not taken yet
  desk.await();
  assert.ok(desk.awaited && !desk.awaited.shown.pgm, 'the picture of before is an answer');
  Object.assign(status, { revision: 12 });
  pgm.revision = 12;
  desk.await();
  assert.ok(desk.awaited?.shown.pgm, 'the picture that was taken is none');
});

test('a refusal stays when an act that was asked before it goes well, and goes with the next', async () => {
  const { desk, status } = await waiting();
  Object.assign(status, { armed: null });
  desk.went = 0;
  const act = desk.room.act;
  /** @type {(answer: any) => void} */ let answer = () => {};
  desk.room.act = () => new Promise(resolve => { answer = resolve; });
  desk.press('blank', { act: 'blank', on: ['pgm'] });
  await new Promise(resolve => { setTimeout(resolve, 5); });
  desk.go();
  assert.equal(desk.said, 'armed.none');
  answer({ ok: true, revision: 10, code: '', message: '' });
  await desk.chain;
  assert.equal(desk.said, 'armed.none', 'the answer to what was pressed before wiped the refusal away');
  desk.room.act = act;
  await new Promise(resolve => { setTimeout(resolve, 5); });
  desk.press('blank', { act: 'blank', on: ['pgm'] });
  await desk.chain;
  assert.equal(desk.said, '');
});
