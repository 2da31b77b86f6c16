import test from 'node:test';
import assert from 'node:assert/strict';
import { createSay } from './words.js';

test('values are filled in by name', () => {
  assert.equal(createSay({ place: '第 {item} 项 / 共 {of} 项' })('place', { item: 3, of: 9 }), '第 3 项 / 共 9 项');
});

test('a missing sentence shows its key', () => {
  assert.equal(createSay({})('nowhere'), 'nowhere');
});
