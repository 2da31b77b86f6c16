// What a picture is fed with: shares that are a whole, and words that can be drawn.
import test from 'node:test';
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createFonts } from './fonts.js';
import { textIn } from './frame.js';
import { samples } from './samples.js';

const read = (/** @type {string} */ path) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const folder = '../../display/testdata/output/';

/** Every scene that is drawn somewhere: those of the contact sheet, and the server's own. @type {[string, any][]} */
const scenes = [
  ...Object.entries(samples).map(([name, { data }]) => /** @type {[string, any]} */ ([name, data])),
  ...readdirSync(new URL(folder, import.meta.url)).flatMap(name => read(folder + name).layers.map((/** @type {any} */ layer) => [name, layer.data])),
];

test('the shares of a picture sum to 100.0', () => {
  let looked = 0;
  for (const [name, data] of scenes) {
    const shares = (data.bars || []).filter((/** @type {any} */ bar) => bar.share !== undefined).map((/** @type {any} */ bar) => bar.share);
    for (const share of shares) assert.match(share, /^\d+\.\d$/, name);
    if (shares.length === 0 || shares.every((/** @type {string} */ share) => share === '0.0')) continue; // nobody has voted
    looked += 1;
    assert.equal(shares.reduce((/** @type {number} */ sum, /** @type {string} */ share) => sum + Number(share.replace('.', '')), 0), 1000, `${name}: ${shares.join(' + ')}`);
  }
  assert.ok(looked > 20, `${looked} pictures have shares`);
});

test('there is a letter for everything that a picture says', async () => {
  const fontsFor = createFonts('', /** @type {any} */ ({ faces: new Set(), face: () => ({ load: () => Promise.resolve() }), read: () => Promise.resolve(read('../fonts/slices.json')) }));
  const words = ['zh-CN', 'en'].flatMap(lang => Object.values(read(`../words/gfx.${lang}.json`)));
  const { ready, uncovered } = await fontsFor([...words, ...scenes.map(([, data]) => textIn(data))]);
  assert.deepEqual([ready, uncovered], [true, []]);
});
