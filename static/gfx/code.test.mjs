import test from 'node:test';
import assert from 'node:assert/strict';
import { makeCode } from './code.js';

/** Pictures that come when they are told to. */
function pictures() {
  /** @type {any[]} */ const asked = [];
  const blank = () => {
    const image = { src: '', alt: 'x', decoding: 'auto', onload: null, onerror: null, cloneNode: () => ({ src: image.src }) };
    asked.push(image);
    return image;
  };
  return { asked, blank: /** @type {any} */ (blank) };
}
const join = [{ scene: 'strap', data: {} }, { scene: 'join-qr', data: { url: 'https://a/v' } }];

test('a picture with a code waits for it, and the next one does not', async () => {
  const { asked, blank } = pictures();
  const code = makeCode('https://a', blank);
  const wait = code.wait(join);
  assert.ok(wait);
  let there = false;
  wait.then(() => { there = true; });
  await Promise.resolve();
  assert.equal(there, false);
  asked[0].onload();
  await wait;
  assert.equal(code.wait(join), null);
  const address = 'https://a/screen/qr.svg?to=https%3A%2F%2Fa%2Fv';
  assert.deepEqual([asked.length, asked[0].src, asked[0].decoding, code.of('https://a/v').src], [1, address, 'sync', address]);
});

test('a code that leads elsewhere has another address, so that no browser shows one that it has kept', () => {
  const { asked, blank } = pictures();
  const code = makeCode('https://a', blank);
  for (const url of ['https://a/v', 'https://b/v?x=1&y', '']) code.of(url);
  assert.deepEqual(asked.map(image => image.src), ['https://a/screen/qr.svg?to=https%3A%2F%2Fa%2Fv', 'https://a/screen/qr.svg?to=https%3A%2F%2Fb%2Fv%3Fx%3D1%26y', 'https://a/screen/qr.svg?to=']);
});

test('a picture without a code waits for none', () => {
  const { asked, blank } = pictures();
  assert.equal(makeCode('', blank).wait([{ scene: 'score-card', data: { url: 'https://a/v' } }]), null);
  assert.equal(asked.length, 0);
});

test('a code that did not come stops no picture, and is asked for again and not waited for', async () => {
  const { asked, blank } = pictures();
  const code = makeCode('', blank);
  const wait = code.wait(join);
  asked[0].onerror();
  await wait;
  assert.equal(code.wait(join), null);
  assert.equal(asked.length, 2);
  asked[1].onload();
  assert.equal(code.wait(join), null);
  assert.equal(asked.length, 2);
});

test('a code that never answers is waited for three seconds, by however many pictures', async t => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const code = makeCode('', pictures().blank);
  const first = code.wait(join);
  t.mock.timers.tick(2900);
  const last = code.wait(join);
  t.mock.timers.tick(100);
  await first;
  await last;
  assert.equal(code.wait(join), null);
});
