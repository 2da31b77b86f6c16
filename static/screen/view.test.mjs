import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frameOf } from './frame.js';
import { looksOf } from './looks.js';
import { viewOf } from './view.js';
import { fill, language, wordsOf } from './words.js';

const words = wordsOf('zh-CN');
const unit = { id: 'W037', name: '市教育局办事大厅', department: '市教育局', class: '行政审批类' };

/** @param {Partial<import('./frame.js').Item>} [change] @returns {import('./frame.js').Item} */
const item = (change) => ({
  id: 37, of: 100, run: 1, phase: 'open', deadline: 1_800_000_060, unit, ballots: 431, expected: 433, seal: '', ...change,
});

/** @param {Partial<import('./frame.js').Frame>} [change] @returns {import('./frame.js').Frame} */
const frame = (change) => ({
  seq: 12345, revision: 88, session: { id: 's', title: '评议', rehearsal: false }, phase: 'running', scene: 'countdown',
  issued: 450, checked_in: 433, join: { url: 'https://host/V' }, item: item(), ...change,
});

const bars = [
  { label: '满意', count: 418, share: '97.0', permille: 970, in_base: true },
  { label: '不了解', count: 13, share: '3.0', permille: 30, in_base: false },
];
const result = { score: '89.48', rank: 3, of: 37, rank_in_class: 2, of_class: 20 };

/** @param {Partial<import('./frame.js').Frame>} change */
const view = (change) => {
  const made = viewOf(frame(change), words);
  assert.ok(made, 'the frame has a view');
  return made;
};

test('a scene whose content is hidden waits with the countdown', () => {
  assert.equal(view({ scene: 'live-bars' }).scene, 'countdown');
  assert.equal(view({ scene: 'score-card', bars }).scene, 'countdown');
  assert.equal(view({ scene: 'board' }).scene, 'countdown');
  assert.equal(view({ scene: 'live-bars', bars }).scene, 'live-bars');
  assert.equal(view({ scene: 'score-card', bars, result }).scene, 'score-card');
});

test('a scene of an item without an item shows the invitation', () => {
  for (const scene of ['countdown', 'live-bars', 'score-card', 'board']) {
    assert.equal(view({ scene, item: null, bars, result }).scene, 'join-qr', scene);
  }
  assert.equal(view({ scene: 'blank', item: null }).scene, 'blank');
});

test('an unknown scene leaves the picture before it', () => {
  assert.equal(viewOf(frame({ scene: 'hologram' }), words), null);
});

test('the key stays while numbers change and changes with the picture', () => {
  const key = (/** @type {Partial<import('./frame.js').Frame>} */ change) => view(change).key;
  assert.equal(key({}), key({ seq: 12399, item: item({ ballots: 433, phase: 'closed', seal: 'ABCD-EFGH' }) }));
  assert.equal(key({ scene: 'blank' }), key({ scene: 'blank', item: null }));
  assert.notEqual(key({}), key({ item: item({ id: 38 }) }));
  assert.notEqual(key({}), key({ item: item({ run: 2 }) }));
  assert.notEqual(key({}), key({ scene: 'live-bars', bars }));
  assert.notEqual(key({ scene: 'board', board: { page: 0, pages: 2, rows: [] } }), key({ scene: 'board', board: { page: 1, pages: 2, rows: [] } }));
});

test('turnout never passes the whole and does not divide by nothing', () => {
  assert.equal(view({}).vote?.permille, 995);
  assert.equal(view({ item: item({ ballots: 440 }) }).vote?.permille, 1000);
  assert.equal(view({ item: item({ ballots: 0, expected: 0 }) }).vote?.permille, 0);
});

test('each phase of an item has its word', () => {
  /** @type {[import('./frame.js').ItemPhase, string][]} */
  const phases = [['waiting', 'ready'], ['on-stage', 'ready'], ['open', 'open'], ['closed', 'closed'],
    ['confirmed', 'confirmed'], ['revealed', 'confirmed'], ['void', 'void']];
  for (const [phase, stand] of phases) assert.equal(view({ item: item({ phase }) }).vote?.stand, stand, phase);
});

test('empty parts of a unit leave no separator', () => {
  const strap = (/** @type {object} */ change) => view({ item: item({ unit: { ...unit, ...change } }) }).strap?.place;
  assert.equal(strap({}), '市教育局 · 行政审批类');
  assert.equal(strap({ department: '' }), '行政审批类');
  assert.equal(strap({ department: '', class: '' }), '');
});

test('a result names the places it has', () => {
  const places = view({ scene: 'score-card', bars, result }).result?.places;
  assert.deepEqual(places, [{ label: '目前排名', place: 3, of: '/37' }, { label: '行政审批类', place: 2, of: '/20' }]);
  const whole = view({ scene: 'score-card', bars, result: { ...result, of: 100 } });
  assert.equal(whole.result?.places[0]?.label, '总排名', 'the last of the rundown is placed among all');
  const none = { score: '', rank: 0, of: 0, rank_in_class: 0, of_class: 0 };
  assert.deepEqual(view({ scene: 'score-card', bars, result: none }).result, { score: '', awaits: false, places: [], criteria: [] });
  assert.equal(view({ scene: 'score-card', bars, result: { ...none, awaits: true } }).result?.awaits, true);
  const pledges = view({ scene: 'score-card', bars, result: { ...result, criteria: [{ label: '公示', group: '上年承诺', score: '90.00' }, { label: '延时', score: '' }] } });
  assert.deepEqual(pledges.result?.criteria, [{ label: '公示', score: '90.00' }, { label: '延时', score: '–' }]);
  const classless = view({ scene: 'score-card', bars, result, item: item({ unit: { ...unit, class: '' } }) });
  assert.equal(classless.result?.places.length, 1);
});

test('board rows keep ties and show what is missing as a dash', () => {
  const row = { rank: 2, tie: true, unit: 'A', name: '甲', department: '市局', class: '', score: '98.50', score_permille: 985 };
  const made = view({ scene: 'board', board: { page: 1, pages: 3, rows: [row, { ...row, rank: 0, tie: false, score: '', score_permille: 0 }] } });
  assert.deepEqual(made.board, { title: '得分排行', page: '第 2 页 / 共 3 页', rows: [
    { rank: '2', tie: true, name: '甲', place: '市局', score: '98.50', permille: 985 },
    { rank: '–', tie: false, name: '甲', place: '市局', score: '–', permille: 0 },
  ] });
  assert.equal(view({ scene: 'board', board: { page: 0, pages: 1, rows: [] } }).board?.page, '');
});

test('a page of the board says of which class or list it is', () => {
  const row = { rank: 1, tie: false, unit: 'A', name: '甲', department: '市局', class: '市直部门', score: '98.50', score_permille: 985 };
  const board = (/** @type {object} */ of) => view({ scene: 'board', board: { page: 0, pages: 2, rows: [row], ...of } }).board;
  assert.deepEqual([board({})?.title, board({})?.rows[0]?.place], ['得分排行', '市直部门']);
  assert.deepEqual([board({ class: '市直部门' })?.title, board({ class: '市直部门' })?.rows[0]?.place], ['市直部门 · 得分排行', '市局']);
  assert.equal(board({ list: '十佳' })?.title, '十佳');
  assert.equal(board({ class: '市直部门', rows: [{ ...row, name: '市局' }] })?.rows[0]?.place, '', 'a department is not told of itself');
});

test('a whole form is told by what it is and not as one item of one', () => {
  const made = view({ item: item({ id: 1, of: 1, unit: { id: '', name: '双评', department: '', class: '' }, form: { units: 163, opens: 0 } }) });
  assert.deepEqual([made.step, made.strap], ['', { number: '', name: '双评', place: '整张评议表 · 163 个单位' }]);
});

test('grades run from best to worst and stay apart without colour', () => {
  for (let of = 2; of <= 16; of++) {
    const looks = looksOf(Array.from({ length: of }, () => ({ in_base: true })));
    assert.deepEqual([looks[0]?.tone, looks[of - 1]?.tone], ['0', '4']);
    const tones = looks.map(({ tone }) => tone);
    assert.deepEqual(tones, [...tones].sort(), `${of} grades only go down`);
    assert.equal(new Set(looks.map(({ fullness }) => fullness)).size, of, `${of} grades have ${of} discs`);
  }
  assert.deepEqual(looksOf([{ in_base: true }]), [{ tone: '0', fullness: 1 }]);
  assert.deepEqual(looksOf(bars).map(({ tone }) => tone), ['0', 'none']);
});

// The same table stands in page_test.go.
test('a grade has the colour on the wall that it has on the phone', () => {
  for (const want of ['0', '04', '014', '0134', '01234', '012234', '0112334']) {
    const looks = looksOf(Array.from(want, () => ({ in_base: true })));
    assert.equal(looks.map(({ tone }) => tone).join(''), want);
  }
});

test('bars outside the base say so', () => {
  assert.deepEqual(view({ scene: 'live-bars', bars }).bars.map(({ note }) => note), ['', '不计入得分']);
});

test('frames are read, and what is not understood is passed over', () => {
  assert.equal(frameOf(frame())?.seq, 12345);
  for (const odd of ['', 'x', null, [], 3, {}, { seq: 1 }, { later: true }, frame({ item: /** @type {any} */ ({}) }),
    { ...frame(), bars: 3 }, { ...frame(), board: { page: 0 } }]) {
    assert.equal(frameOf(odd), null, JSON.stringify(odd));
  }
});

test('both languages have every word with the same places to fill', () => {
  const english = wordsOf('en');
  const places = (/** @type {string} */ text) => (text.match(/\{\w+\}/g) ?? []).sort().join();
  for (const [key, text] of Object.entries(words)) {
    const other = english[/** @type {keyof typeof english} */ (key)];
    assert.ok(text !== '' && other !== '', key);
    assert.equal(places(text), places(other), key);
  }
  assert.equal(language('?lang=en'), 'en');
  assert.equal(language('?safe=1'), 'zh-CN');
  assert.equal(fill('{a} / {b} {c}', { a: 1, b: 'x' }), '1 / x {c}');
});

test('before its hour a form says the day and the hour at which it opens, and nothing else does', () => {
  const opens = Date.UTC(2026, 10, 27, 0, 5) / 1000;
  const form = { units: 30, opens };
  const says = (/** @type {object} */ change, lang = /** @type {'zh-CN' | 'en'} */ ('zh-CN')) => viewOf(frame({ item: item({ form, phase: 'waiting', ...change }) }), wordsOf(lang))?.opens;
  assert.equal(says({}), '11月27日 08:05 开始填写');
  assert.equal(says({ phase: 'on-stage' }, 'en'), 'Opens November 27 08:05');
  assert.equal(says({ phase: 'open' }), '', 'while it is open');
  assert.equal(says({ phase: 'closed' }), '', 'afterwards');
  assert.equal(says({ form: { units: 30, opens: 0 } }), '', 'where it is opened by hand');
  assert.equal(view({ item: null }).opens, '', 'where nothing is on stage');
});
