import test from 'node:test';
import assert from 'node:assert/strict';
import { createFonts, runsOf, sharedFonts } from './fonts.js';

const slices = [
  { normal: 'latin', has: 'w.2m' }, // all that a keyboard has
  { normal: '119', has: 'fwv.2' }, // 20623, 20624 and 20625
  { normal: 'names-500', bold: 'names-700', has: 'fx0' }, // 20628
];

/** A page whose font files arrive when the test says so. */
function makePage() {
  /** @type {{ source: string, weight?: string, arrive: () => void, fail: () => void }[]} */ const asked = [];
  /** @type {Set<any>} */ const faces = new Set();
  let reads = 0;
  const page = {
    faces,
    face: (/** @type {string} */ source, /** @type {FontFaceDescriptors} */ { weight }) => /** @type {any} */ ({
      load: () => new Promise((resolve, reject) => {
        asked.push({ source: source.replace(/.*\/f\/|\.woff2.*/g, ''), weight, arrive: () => resolve(undefined), fail: () => reject(new Error('gone')) });
      }),
    }),
    /** @type {() => Promise<{ slices: typeof slices }>} */
    read: async () => { reads += 1; return { slices }; },
  };
  return { page, faces, asked, reads: () => reads, names: () => asked.map(({ source, weight }) => `${source} ${weight}`) };
}

const settled = () => new Promise((resolve) => { setImmediate(resolve); });

test('runs of characters are unpacked with both ends', () => {
  assert.deepEqual(runsOf('1t.2 1 2.1'), [[65, 67], [69, 69], [72, 73]]);
});

test('only the slices of the words are loaded, each once, and the one with the figures always', async () => {
  const { page, asked, names, reads } = makePage();
  const fontsFor = createFonts('/f/', page);
  const first = fontsFor([String.fromCodePoint(20623)]);
  await settled();
  assert.deepEqual(names(), ['latin 1 599', 'latin 600 1000', '119 1 599', '119 600 1000']);
  for (const { arrive } of asked) arrive();
  assert.deepEqual(await first, { ready: true, uncovered: [] });
  assert.deepEqual(await fontsFor(['42', String.fromCodePoint(20625)]), { ready: true, uncovered: [] });
  assert.equal(asked.length, 4);
  assert.equal(reads(), 1);
});

test('a slice of two files has one for either weight', async () => {
  const { page, names } = makePage();
  createFonts('/f/', page)([String.fromCodePoint(20628)], 0);
  await settled();
  assert.deepEqual(names().slice(2), ['names-500 1 599', 'names-700 600 1000']);
});

test('texts with a character that no slice has are named, and do not hold up the others', async () => {
  const { page, asked } = makePage();
  const answer = createFonts('/f/', page)(['plain', 'with 😀', 'with 李\u{e0100}', 'a\u200bb\u3000c']);
  await settled();
  for (const { arrive } of asked) arrive();
  assert.deepEqual(await answer, { ready: true, uncovered: ['with 😀', 'with 李\u{e0100}'] });
});

test('a slice that does not come in time is not waited for', async () => {
  const { page, faces } = makePage();
  assert.deepEqual(await createFonts('/f/', page)(['1'], 5), { ready: false, uncovered: [] });
  assert.equal(faces.size, 2, 'it still counts when it comes');
});

test('a slice that failed is taken out and asked for again with the next picture', async () => {
  const { page, faces, asked } = makePage();
  const fontsFor = createFonts('/f/', page);
  const failed = fontsFor(['1']);
  await settled();
  for (const { fail } of asked) fail();
  assert.equal((await failed).ready, false);
  assert.equal(faces.size, 0);
  const again = fontsFor(['1']);
  await settled();
  assert.equal(asked.length, 4);
  for (const { arrive } of asked) arrive();
  assert.equal((await again).ready, true);
});

test('a list that could not be read is read again', async () => {
  const { page, asked } = makePage();
  const { read } = page;
  page.read = async () => { throw new Error('no line'); };
  const fontsFor = createFonts('/f/', page);
  assert.deepEqual(await fontsFor(['1']), { ready: false, uncovered: [] });
  page.read = read;
  const again = fontsFor(['1']);
  await settled();
  for (const { arrive } of asked) arrive();
  assert.equal((await again).ready, true);
});

test('every picture of a page has the same type, and another build its own', () => {
  const page = {};
  let made = 0;
  const fontsOf = (/** @type {string} */ base) => sharedFonts(base, page, () => { made += 1; return async () => ({ ready: true, uncovered: [] }); });
  assert.equal(fontsOf('/s/1/fonts/'), fontsOf('/s/1/fonts/'));
  assert.notEqual(fontsOf('/s/1/fonts/'), fontsOf('/s/2/fonts/'));
  assert.equal(made, 2);
});
