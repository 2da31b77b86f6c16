import test from 'node:test';
import assert from 'node:assert/strict';
import { smoothness } from './meter.js';

test('pictures a second and the longest gap are those of the last two seconds', () => {
  const times = [0, 500, ...Array.from({ length: 101 }, (_, i) => 3000 + i * 20)];
  assert.deepEqual(smoothness(times, 5000), { fps: 50, gap: 20 });
  assert.deepEqual(smoothness([1000, 1020, 1200, 1220], 1300), { fps: 14, gap: 180 });
  assert.deepEqual(smoothness([], 1300), { fps: 0, gap: 0 });
});
