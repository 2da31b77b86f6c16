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
  await desk.acts.last;
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
  await desk.acts.last;
  assert.equal(desk.said, 'armed.none', 'the answer to what was pressed before wiped the refusal away');
  desk.room.act = act;
  await new Promise(resolve => { setTimeout(resolve, 5); });
  desk.press('blank', { act: 'blank', on: ['pgm'] });
  await desk.acts.last;
  assert.equal(desk.said, '');
});

test('while something else is to come in its place, the key that gave a name out takes off what stands', async () => {
  const { desk, pgm } = await waiting();
  const wishes = /** @type {any[]} */ ([]);
  desk.room.act = async (wish) => { wishes.push(wish); return { ok: true, revision: 10, code: '', message: '' }; };
  assert.equal(desk.kill(), false, 'there is no name');
  Object.assign(pgm, { seen: { full: { scene: 'reveal', list: 'best', take: 5, at: 1 } }, layers: { full: { scene: 'board', take: 9, at: Date.now() + 30_000 } } });
  pgm.layers.full.scene = 'dims';
  assert.equal(desk.kill(), true);
  assert.deepEqual(wishes, [{ act: 'panic', on: ['pgm'] }]);
  assert.deepEqual([desk.onLayer()?.shown.scene, desk.ranking()?.list, desk.revealing()], ['reveal', 'best', ['pgm']], 'what presses are about');
});

test('what is to come at a moment is no answer before it, though all else is shown', async () => {
  const { desk, status, pgm } = await waiting();
  Object.assign(status, { armed: null });
  desk.press('take', { act: 'take', from: 'pvw', on: ['pgm'] });
  await desk.acts.last;
  Object.assign(pgm, { revision: 9, waiting: [9], due: Date.now() + 1000 });
  desk.await();
  assert.ok(desk.awaited && !desk.awaited.shown.pgm, 'it has not come');
  Object.assign(pgm, { waiting: [4] });
  desk.await();
  assert.ok(desk.awaited?.shown.pgm, 'something else is to come');
});

test('what was taken for a moment to come can be called back while it waits, by whoever may drive the output', async () => {
  const { desk, status, pgm } = await waiting();
  Object.assign(status, { armed: null });
  const soon = { scene: 'crawl', text: ['一'], step: 0, take: 9, at: Date.now() + 8000 };
  Object.assign(pgm, { lease: '', layers: { lower: { scene: 'strap', text: ['李明'], step: 0, take: 4, at: 1 }, ticker: soon } });
  assert.deepEqual(desk.coming().map(({ take, on, of }) => [take, on, of]), [[9, ['pgm'], [soon]]]);
  pgm.lease = 'zhang #2';
  assert.deepEqual(desk.coming(), [], 'somebody else drives it');
  pgm.lease = 'chen #1';
  assert.equal(desk.coming().length, 1);
  soon.at = Date.now() - 1;
  assert.deepEqual(desk.coming(), [], 'it is out');
});

test('a take that is called back is no longer waited for', async () => {
  const { desk, status, pgm } = await waiting();
  Object.assign(status, { armed: null });
  desk.awaited = { verb: 'take', on: ['pgm'], revision: 9, pressed: Date.now(), due: Date.now() + 1000, shown: {}, late: [] };
  Object.assign(status, { revision: 10, recalled: 10 });
  pgm.revision = 10;
  desk.await();
  assert.equal(desk.awaited, null);
});

/** A desk whose server answers when it is told to. What it was sent is kept, in the order in which it went out. */
async function slow() {
  const { desk, status } = await waiting();
  Object.assign(status, { armed: null });
  desk.awaited = null;
  desk.went = 0;
  const sent = /** @type {{ wish: any, answer: (code?: string) => Promise<void> }[]} */ ([]);
  desk.room.current = async () => {};
  desk.room.act = (wish) => new Promise(resolve => {
    sent.push({ wish, answer: async (code = '') => {
      resolve({ ok: !code, revision: 10 + sent.length, code, message: code });
      await new Promise(settled => { setTimeout(settled, 5); });
    } });
  });
  const went = async () => {
    await new Promise(settled => { setTimeout(settled, 5); });
    return sent.map(({ wish }) => wish.act).join(' ');
  };
  return { desk, sent, went };
}

for (const [verb, wish, off] of /** @type {const} */ ([['out', 'out', ''], ['blank', 'blank', ''], ['disarm', 'disarm', ''], ['panic', 'panic', 'panic']])) {
  test(`${verb} overtakes: it is sent beside what is on its way, what waits behind that is dropped and said, and what comes after it waits for it`, async () => {
    const { desk, sent, went } = await slow();
    desk.press('take', { act: 'take', on: ['pgm'] });
    desk.press('next', { act: 'next', on: ['pgm'] });
    desk.plan(() => ({ on: ['pgm'] }));
    assert.equal(await went(), 'take');
    if (off) desk.panic();
    else desk.press(verb, { act: wish, on: ['pgm'] });
    assert.equal(await went(), `take ${wish}`);
    assert.equal(desk.said, 'dropped', 'before anything is answered');
    desk.press('cut', { act: 'take', cut: true, on: ['pgm'] });
    assert.equal(await went(), `take ${wish}`, 'it could be taken off by what was pressed before it');
    await sent[1].answer();
    assert.equal(await went(), `take ${wish} take`, 'what was pressed after it waits for nothing else');
    assert.equal(desk.said, 'dropped', 'that it went well takes no word back about what was dropped');
    await sent[0].answer('overtaken');
    assert.deepEqual([desk.saidAt, desk.said], ['take', 'overtaken']);
    assert.equal(desk.awaited?.verb, verb, 'what was overtaken is not waited for');
    await sent[2].answer();
    assert.equal(await went(), `take ${wish} take`, 'what was dropped is never sent');
    assert.equal(desk.acts.flying, 0);
  });
}

test('a call back that finds nothing to call back, since what was meant had not been sent, has done what it was pressed for', async () => {
  const { desk, sent, went } = await slow();
  desk.press('cue', { act: 'cue', on: ['pvw'] });
  assert.equal(await went(), 'cue');
  desk.press('go', { act: 'go' });
  desk.disarm();
  await went();
  await sent[1].answer('nothing-waits');
  assert.equal(desk.said, 'dropped');
});

test('while something is on its way OUT is about what was taken last, which the server alone knows, unless a layer was chosen', async () => {
  const { desk, sent, went } = await slow();
  const pgm = desk.room.output('pgm');
  Object.assign(/** @type {any} */ (pgm), { seen: { bug: { scene: 'bug', take: 3, at: 1 }, full: { scene: 'board', take: 2, at: 1 } } });
  assert.equal(desk.wishes().out.layer, 'bug');
  desk.press('take', { act: 'take', on: ['pgm'] });
  await went();
  desk.press('out');
  await went();
  assert.deepEqual(sent[1].wish, { act: 'out', on: ['pgm'], layer: '' });
  desk.layer = 'full';
  desk.press('out');
  await went();
  assert.deepEqual(sent[2].wish, { act: 'out', on: ['pgm'], layer: 'full' });
});
