import test from 'node:test';
import assert from 'node:assert/strict';
import { placesOf, reservedOf } from './place.js';

test('with nothing reserved all stands where it belongs', () => {
  const places = placesOf([], []);
  assert.deepEqual(places, { bug: 'tr', qr: 'br', side: 'right', lift: 0, ticker: 0, full: { x: 0, y: 0, scale: 1, above: 0, below: 0 }, warnings: [] });
});

test('what is reserved is given in the pixels of the output, whatever its size', () => {
  const subtitles = { x: 96, y: 860, w: 1728, h: 110 };
  const at = (/** @type {number} */ width, /** @type {number} */ height, /** @type {number} */ by) => ({ width, height, reserved: [{ x: 96 * by, y: 860 * by, w: 1728 * by, h: 110 * by }] });
  assert.deepEqual(reservedOf(at(1920, 1080, 1)), [subtitles]);
  assert.deepEqual(reservedOf(at(3840, 2160, 2)), [subtitles]);
  assert.equal(placesOf(reservedOf(at(3840, 2160, 2)), []).lift, 1026 - 860 + 12);
  assert.equal(Math.round(placesOf(reservedOf(at(1280, 720, 2 / 3)), []).lift), 1026 - 860 + 12);
  const wall = reservedOf({ width: 2560, height: 720, reserved: [{ x: 640, y: 0, w: 640, h: 360 }] });
  assert.deepEqual(wall, [{ x: 0, y: 0, w: 960, h: 540 }], 'our picture stands in the middle of a wide wall');
});

test('the corner mark makes way for the mark of the station', () => {
  assert.equal(placesOf([{ x: 1600, y: 40, w: 300, h: 120 }], []).bug, 'tl');
  assert.equal(placesOf([{ x: 1600, y: 40, w: 300, h: 120 }, { x: 60, y: 40, w: 300, h: 120 }], []).bug, 'br');
});

test('the lower third is lifted above subtitles, and stands on a crawl', () => {
  const subtitles = [{ x: 300, y: 920, w: 1320, h: 110 }];
  assert.equal(placesOf(subtitles, []).lift, 1026 - 920 + 12);
  assert.equal(placesOf([], ['ticker']).lift, 84);
  const both = placesOf(subtitles, ['ticker']);
  assert.equal(both.ticker, 118);
  assert.equal(both.lift, 118 + 84, 'subtitles, crawl, lower third');
});

test('a strap is as tall as it has lines: one of three stands above subtitles that one of one line does not reach', () => {
  const mark = [{ x: 1500, y: 700, w: 324, h: 40 }];
  const lift = (/** @type {string} */ name, /** @type {number} */ lines) => placesOf(mark, [], 'strap', { name, lines: Array(lines).fill('一行') }).lift;
  assert.deepEqual([0, 1, 2, 3].map(lines => lift('王秀兰', lines)), [0, 0, 0, 1026 - 700 + 12]);
  assert.equal(lift('市人力资源和社会保障局劳动保障监察支队', 1), 1026 - 700 + 12, 'and a name of two lines is taller');
});

test('a scale of many marks is as tall as it has rows of columns: subtitles, a mark of the station and the code keep clear of it', () => {
  const mark = [{ x: 1500, y: 480, w: 324, h: 40 }];
  const lift = (/** @type {number} */ marks, scene = 'live-bars') => placesOf(mark, [], scene, { bars: Array(marks).fill({}) }).lift;
  assert.deepEqual([4, 5, 6, 13, 16, 23].map(marks => lift(marks)), [0, 0, 1026 - 480 + 12, 1026 - 480 + 12, 1026 - 480 + 12, 1026 - 480 + 12]);
  assert.equal(placesOf(mark, [], 'score-card', { bars: Array(13).fill({}), criteria: [{}] }).lift, 0, 'a card of criteria has no columns');
});

test('whole pictures are laid out above what is reserved, and shrink where that is not enough', () => {
  assert.deepEqual(placesOf([{ x: 0, y: 900, w: 1920, h: 180 }], []).full, { x: 0, y: 0, scale: 1, above: 0, below: 138 });
  const { full } = placesOf([{ x: 0, y: 820, w: 1920, h: 260 }], []);
  assert.ok(full.scale < 1 && full.scale > 0.7, String(full.scale));
  const end = full.y + (54 + 972) * full.scale;
  assert.ok(end <= 820 - 11, `ends at ${end}`);
});

test('what meets a reserved rectangle wherever it goes is told', () => {
  const frame = [{ x: 0, y: 0, w: 1920, h: 200 }, { x: 0, y: 880, w: 1920, h: 200 }];
  assert.deepEqual(placesOf(frame, []).warnings, ['bug', 'side', 'qr', 'full']);
});

test('layers make way for each other: the code for the lower third and the side, whole pictures for corner and crawl', () => {
  assert.deepEqual([placesOf([], ['lower']).qr, placesOf([], ['lower', 'side']).qr], ['tr', 'tl']);
  const { full } = placesOf([], ['bug', 'ticker']);
  assert.deepEqual(full, { x: 0, y: 0, scale: 1, above: 84 + 12, below: 72 + 12 }, 'lower, and no smaller');
});
