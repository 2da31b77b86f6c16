import test from 'node:test';
import assert from 'node:assert/strict';
import { makeMeter, smoothness } from './meter.js';

test('pictures a second and the longest gap are those of the last two seconds', () => {
  const times = [0, 500, ...Array.from({ length: 101 }, (_, i) => 3000 + i * 20)];
  assert.deepEqual(smoothness(times, 5000), { fps: 50, gap: 20 });
  assert.deepEqual(smoothness([1000, 1020, 1200, 1220], 1300), { fps: 14, gap: 180 });
  assert.deepEqual(smoothness([], 1300), { fps: 0, gap: 0 });
});

/** A page that paints every 20 ms while somebody asks for pictures. */
function painting() {
  let now = 0;
  let asked = /** @type {FrameRequestCallback | null} */ (null);
  let pictures = 0;
  let timer = /** @type {{ at: number, call: () => void } | null} */ (null);
  const page = {
    performance: { now: () => now },
    requestAnimationFrame: (/** @type {FrameRequestCallback} */ step) => { asked = step; return 1; },
    setTimeout: (/** @type {any} */ call, /** @type {number} */ ms) => { timer = { at: now + ms, call }; return 1; },
    clearTimeout: () => { timer = null; },
  };
  /** Time goes by; the number of pictures that were asked for. @param {number} ms @param {number} every */
  function pass(ms, every = 20) {
    pictures = 0;
    for (const end = now + ms; now < end; now += every) {
      const step = asked;
      asked = null;
      if (step) {
        pictures += 1;
        step(now);
      }
      if (timer && timer.at <= now) {
        const { call } = timer;
        timer = null;
        call();
      }
    }
    return pictures;
  }
  return { pass, stand: (/** @type {number} */ ms) => { now += ms; }, meter: makeMeter(/** @type {any} */ (page)) };
}

test('a page that rests is asked for a quarter of its pictures, and says how many it would paint', () => {
  const { pass, meter } = painting();
  pass(1000);
  assert.deepEqual(meter.read(), { fps: 50, gap: 20 });
  const asked = pass(20_000);
  assert.ok(asked > 200 && asked < 300, `${asked} of 1000`);
  for (let i = 0; i < 40; i += 1) {
    pass(60);
    assert.deepEqual(meter.read(), { fps: 50, gap: 20 }, 'whenever it is asked');
  }
});

test('what is new is watched for two seconds, from its first picture on', () => {
  const { pass, meter } = painting();
  pass(1200); // it rests
  meter.watch();
  assert.equal(pass(1000, 40), 25);
  assert.deepEqual(meter.read(), { fps: 25, gap: 40 });
  meter.watch();
  assert.equal(pass(1800), 90, 'again and again');
});

test('a page that paints no more says none, and so does one that was hidden', () => {
  const { pass, stand, meter } = painting();
  pass(1200);
  meter.watch();
  stand(2100);
  assert.deepEqual(meter.read(), { fps: 0, gap: 0 });
  const hidden = painting();
  hidden.pass(700);
  hidden.meter.rest();
  assert.deepEqual(hidden.meter.read(), { fps: 0, gap: 0 });
});

test('nothing is asked for when it has ended', () => {
  const { pass, meter } = painting();
  pass(1000);
  meter.end();
  pass(1000);
  assert.equal(pass(4000), 0);
});
