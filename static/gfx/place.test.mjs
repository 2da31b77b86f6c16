import test from 'node:test';
import assert from 'node:assert/strict';
import { placesOf } from './place.js';

test('with nothing reserved all stands where it belongs', () => {
  const places = placesOf([], false);
  assert.deepEqual(places, { bug: 'tr', qr: 'br', side: 'right', lift: 0, ticker: 0, full: { x: 0, y: 0, scale: 1 }, warnings: [] });
});

test('the corner mark makes way for the mark of the station', () => {
  assert.equal(placesOf([{ x: 1600, y: 40, w: 300, h: 120 }], false).bug, 'tl');
  assert.equal(placesOf([{ x: 1600, y: 40, w: 300, h: 120 }, { x: 60, y: 40, w: 300, h: 120 }], false).bug, 'br');
});

test('the lower third is lifted above subtitles, and stands on a crawl', () => {
  const subtitles = [{ x: 300, y: 920, w: 1320, h: 110 }];
  assert.equal(placesOf(subtitles, false).lift, 1026 - 920 + 12);
  assert.equal(placesOf([], true).lift, 84);
  const both = placesOf(subtitles, true);
  assert.equal(both.ticker, 118);
  assert.equal(both.lift, 118 + 84, 'subtitles, crawl, lower third');
});

test('whole pictures shrink beside what is reserved, and keep their shape', () => {
  const { full } = placesOf([{ x: 0, y: 900, w: 1920, h: 180 }], false);
  assert.ok(full.scale < 1 && full.scale > 0.8, String(full.scale));
  const end = full.y + (54 + 972) * full.scale;
  assert.ok(end <= 900 - 11, `ends at ${end}`);
});

test('what meets a reserved rectangle wherever it goes is told', () => {
  const frame = [{ x: 0, y: 0, w: 1920, h: 200 }, { x: 0, y: 880, w: 1920, h: 200 }];
  assert.deepEqual(placesOf(frame, false).warnings, ['bug', 'qr', 'side', 'full']);
});
