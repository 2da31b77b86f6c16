import test from 'node:test';
import assert from 'node:assert/strict';
import { bugWidth, placesOf, reservedOf } from './place.js';

test('with nothing reserved all stands where it belongs', () => {
  const places = placesOf([], []);
  assert.deepEqual(places, { bug: 'tr', shift: 0, drop: 0, badge: { x: 96, y: 54 }, qr: 'br', side: 'right', lift: 0, ticker: 0, full: { x: 0, y: 0, scale: 1, above: 0, below: 0 }, warnings: [] });
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

const [logo, clock] = [{ x: 60, y: 40, w: 300, h: 120 }, { x: 1600, y: 40, w: 300, h: 120 }];

/** Where the corner mark stands. @param {import('./frame.js').Rect[]} reserved @param {number} wide */
function bugOn(reserved, wide) {
  const { bug, shift, drop } = placesOf(reserved, [], {}, { wide });
  return [bug, shift, drop];
}

test('the corner mark makes way for the mark of the station, and stands between two of them or below', () => {
  assert.deepEqual(bugOn([clock], 1000), ['tl', 0, 0]);
  assert.deepEqual(bugOn([logo, clock], 1000), ['tr', 1824 - 1600 + 12, 0], 'between');
  assert.deepEqual(bugOn([logo, clock], 1300), ['tr', 0, 160 + 12 - 54], 'it is too wide for that');
});

test('below the marks of the station the corner mark has the side and the whole picture make way', () => {
  const marks = [{ ...logo, w: 400 }, { ...clock, x: 1480 }];
  const { drop, side, full } = placesOf(marks, ['bug', 'side'], {}, { wide: 1040 });
  assert.deepEqual({ drop, side }, { drop: 160 + 12 - 54, side: 'left' });
  assert.ok(full.y + 54 * full.scale >= 160 + 12 + 84 + 12, JSON.stringify(full));
});

test('where nothing is left at the top the corner mark is at the bottom, and crawl and lower third stand above it', () => {
  const top = [{ x: 0, y: 0, w: 1920, h: 300 }];
  const { bug, ticker, lift } = placesOf(top, ['bug', 'ticker', 'lower'], { scene: 'live-bars' });
  assert.deepEqual({ bug, ticker, lift }, { bug: 'br', ticker: 84 + 12, lift: 84 + 12 + 72 + 12 });
  assert.equal(placesOf(top, ['ticker']).ticker, 0, 'without one they stand where they belong');
});

test('a corner mark is as wide as its words, and as wide with the ninth item as with the tenth', () => {
  const middle = [{ x: 860, y: 40, w: 100, h: 100 }];
  assert.deepEqual(bugOn(middle, 760), ['tr', 0, 0]);
  assert.deepEqual(bugOn(middle, 980), ['tr', 0, 140 + 12 - 54]);
  assert.equal(bugWidth({ title: '2026 年度窗口单位评议', item: 9, of: 100 }), bugWidth({ title: '2026 年度窗口单位评议', item: 10, of: 100 }));
});

test('the mark of a rehearsal on a key stands beside the corner mark, and beside or below what the station has', () => {
  const badge = (/** @type {import('./frame.js').Rect[]} */ reserved, /** @type {number} */ wide) => placesOf(reserved, ['bug'], {}, { wide, badge: true }).badge;
  assert.deepEqual(badge([], 1500), { x: 96, y: 54 });
  assert.deepEqual(badge([clock], 600), { x: 1600 - 12 - 512, y: 54 });
  assert.deepEqual(badge([clock], 1100), { x: 1600 - 12 - 512, y: 54 + 84 + 12 }, 'below the corner mark, which is as far left as it goes');
  assert.equal(placesOf([], [], {}, { badge: true }).full.above, 84 + 12);
});

test('what stands at the side makes way for the mark of a rehearsal where that had to go down', () => {
  const { badge, side, warnings } = placesOf([clock], ['bug', 'side'], {}, { wide: 1082, badge: true });
  assert.deepEqual({ badge, side, warnings }, { badge: { x: 1076, y: 150 }, side: 'left', warnings: [] });
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
  const lift = (/** @type {string} */ name, /** @type {number} */ lines) => placesOf(mark, [], { scene: 'strap', data: { name, lines: Array(lines).fill('一行') } }).lift;
  assert.deepEqual([0, 1, 2, 3].map(lines => lift('王秀兰', lines)), [0, 0, 0, 1026 - 700 + 12]);
  assert.equal(lift('市人力资源和社会保障局劳动保障监察支队', 1), 1026 - 700 + 12, 'and a name of two lines is taller');
});

test('a scale of many marks is as tall as it has rows of columns: subtitles, a mark of the station and the code keep clear of it', () => {
  const mark = [{ x: 1500, y: 480, w: 324, h: 40 }];
  const lift = (/** @type {number} */ marks, scene = 'live-bars') => placesOf(mark, [], { scene, data: { bars: Array(marks).fill({}) } }).lift;
  assert.deepEqual([4, 5, 6, 13, 16, 23].map(marks => lift(marks)), [0, 0, 1026 - 480 + 12, 1026 - 480 + 12, 1026 - 480 + 12, 1026 - 480 + 12]);
  assert.equal(placesOf(mark, [], { scene: 'score-card', data: { bars: Array(13).fill({}), criteria: [{}] } }).lift, 0, 'a card of criteria has no columns');
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
  assert.deepEqual(placesOf(frame, []).warnings, ['side', 'qr', 'full']);
});

test('layers make way for each other: the code for the lower third and the side, whole pictures for corner and crawl', () => {
  assert.deepEqual([placesOf([], ['lower']).qr, placesOf([], ['lower', 'side']).qr], ['tr', 'tl']);
  const { full } = placesOf([], ['bug', 'ticker']);
  assert.deepEqual(full, { x: 0, y: 0, scale: 1, above: 84 + 12, below: 72 + 12 }, 'lower, and no smaller');
});
