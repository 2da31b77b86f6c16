import test from 'node:test';
import assert from 'node:assert/strict';
import { ask, askFrame } from './http.js';

/** @param {any} t @param {(path: string, init: any) => Promise<Response>} answer */
function network(t, answer) {
  /** @type {{path: string, init: any}[]} */ const seen = [];
  t.mock.method(globalThis, 'fetch', (/** @type {string} */ path, /** @type {any} */ init) => {
    seen.push({ path, init });
    return answer(path, init);
  });
  return seen;
}

test('a question is a GET, a body is posted as JSON with the cookie', async t => {
  const seen = network(t, async () => new Response('{"a":1}'));
  const answer = await ask('/v/me');
  assert.deepEqual([answer.status, answer.data, answer.wait], [200, { a: 1 }, 0]);
  await ask('/v/ballot', { item: 1 });
  assert.deepEqual(seen.map(s => [s.path, s.init.method, s.init.body, s.init.credentials, s.init.cache]), [
    ['/v/me', undefined, undefined, 'same-origin', 'no-store'], ['/v/ballot', 'POST', '{"item":1}', 'same-origin', 'no-store'],
  ]);
});

test('a network that fails is status 0', async t => {
  network(t, async () => { throw new TypeError('no network'); });
  assert.deepEqual([(await ask('/v/me')).status, await askFrame()], [0, null]);
});

test('a page of some other network that says 200 is no answer', async t => {
  network(t, async () => new Response('<html>log in to the wifi</html>'));
  assert.equal((await ask('/v/ballot', {})).status, 0);
});

test('a server without a body keeps its status, and its pause is bounded', async t => {
  network(t, async () => new Response('', { status: 503, headers: { 'Retry-After': '99' } }));
  const answer = await ask('/v/ballot', {});
  assert.deepEqual([answer.status, answer.data, answer.wait], [503, null, 30_000]);
});

test('an answer that takes too long counts as none', async t => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  network(t, () => new Promise(() => {}));
  const waiting = ask('/v/me');
  t.mock.timers.tick(10_000);
  assert.equal((await waiting).status, 0);
});

test('the stage is read from the page', async t => {
  const seen = network(t, async () => new Response('<page>'));
  /** @type {any} */ (globalThis).DOMParser = class {
    parseFromString(/** @type {string} */ text) { return { getElementById: (/** @type {string} */ id) => text === '<page>' && id === 'frame' ? { textContent: '{"revision":3}' } : null }; }
  };
  t.after(() => { Reflect.deleteProperty(globalThis, 'DOMParser'); });
  assert.deepEqual(await askFrame(), { revision: 3 });
  assert.deepEqual([seen[0].path, seen[0].init.cache], ['/v', 'no-cache']);
});
