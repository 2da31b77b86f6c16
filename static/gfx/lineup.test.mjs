import test from 'node:test';
import assert from 'node:assert/strict';
import { clapAt } from './lineup.js';

test('the clap-board counts seconds and their twenty-fifths, and each second begins light', () => {
  const second = 1764180000000;
  assert.deepEqual(clapAt(second), { step: 0, light: true, clock: '02:00:00', text: '00:00' });
  assert.equal(clapAt(second + 39).text, '00:00');
  assert.equal(clapAt(second + 40).text, '00:01');
  assert.equal(clapAt(second + 61999).text, '01:24');
  assert.deepEqual([160, 199, 200, 999].map((more) => clapAt(second + more).light), [true, true, false, false]);
});
