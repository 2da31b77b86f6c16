// A picture that changes while it is on looks as one that is made anew then: a card that was
// hidden and is revealed, one whose vote was void, a ranking that ends with fewer places.
import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { house } from './hall.mjs';
import { root, until } from './harness.mjs';
import { openOutput } from './gfx.mjs';
import { keep } from './look.mjs';
import { different, pixelsOf } from './png.mjs';
import { frameWith } from '../../static/gfx/samples.js';

const on = house();

/** The server's own frames of a scene, each after another one. */
const changes = [
  ['score-card', 'before', 'after'], ['score-card', 'after', 'long'], ['score-card-unit', 'before', 'after'], ['dims', 'before', 'after'],
  ['versus', 'before', 'after'], ['verdict', 'before', 'after'], ['verdict-pledge', 'before', 'after'], ['ten', 'before', 'after'],
  ['ten', 'half', 'after'], ['reveal', 'before', 'half'], ['reveal', 'half', 'after'], ['board', 'before', 'after'], ['plate', 'before', 'after'],
];

/** A frame with one scene that is the same picture in all frames of a take. @param {string} scene @param {string} moment @param {string} ground @param {number} rev @param {number} take @param {boolean} [cut] */
function frameOf(scene, moment, ground, rev, take, cut = false) {
  const frame = JSON.parse(readFileSync(join(root, 'display/testdata/output', `${scene}-${moment}.json`), 'utf8'));
  const layers = frame.layers.map((/** @type {any} */ layer) => ({ ...layer, key: `${scene}|${take}`, take, at: 0, cut }));
  return { ...frame, rev, layers, output: { ...frame.output, ground } };
}

for (const ground of ['transparent', 'full']) {
  test(`on ${ground} a picture that changed is the one that is made anew`, async () => {
    const live = await openOutput(on.browser, on.server.base, '', { deviceScaleFactor: 0.5 });
    const anew = await openOutput(on.browser, on.server.base, '', { deviceScaleFactor: 0.5 });
    for (const { load } of [live, anew]) await load();
    const moves = () => live.page.evaluate(() => document.getAnimations().some(a => a.playState === 'running' && Number(a.effect?.getComputedTiming().endTime) < 2000));
    const faults = [];
    let rev = 1000;
    for (const [scene = '', first = '', then = ''] of changes) {
      rev += 2;
      live.say(frameOf(scene, first, ground, rev, rev));
      await until(`${scene} ${first} stands`, async () => (await live.state()).rev === rev);
      live.say(frameOf(scene, then, ground, rev + 1, rev));
      anew.say(frameOf(scene, then, ground, rev + 1, rev, true)); // nothing of the one before is in it: hostsim.test.mjs loads the page
      await until(`${scene} ${then} is made`, async () => (await anew.state()).rev === rev + 1);
      const want = pixelsOf(await anew.page.screenshot()).data;
      let apart = 0;
      try {
        await until(`${scene} is the same`, async () => !await moves() && (apart = different(pixelsOf(await live.page.screenshot()).data, want)) === 0, 4_000);
      } catch {
        faults.push(`${scene} from ${first} to ${then}: ${apart} points`);
      }
    }
    assert.deepEqual(faults, []);
    await live.context.close();
    await anew.context.close();
  });
}

test('a card whose run was set aside says so and not that its score is to come, and the score of a run anew has a mark', async () => {
  const output = await openOutput(on.browser, on.server.base);
  await output.load();
  await until('the page listens', async () => output.heard.length > 0);
  let rev = 300;
  const shows = async (/** @type {string} */ name, /** @type {any} */ more, /** @type {any} */ of, /** @type {string} */ told) => {
    const frame = frameWith([name], of);
    const [layer] = frame.layers;
    rev += 1;
    output.say({ ...frame, rev, layers: [{ ...layer, cut: true, data: more(layer.data) }] });
    await until(`${told} stands`, async () => (await output.state()).rev === rev);
    await keep(output.page, told);
    return output.page.evaluate(() => [...document.querySelectorAll('.scene:not(.going) *')].filter(e => e.children.length < 2 && /** @type {HTMLElement} */ (e).offsetParent).map(e => (e.textContent || '').trim()));
  };
  for (const ground of ['transparent', 'full']) for (const [lang, words] of /** @type {[string, string[]][]} */ ([['zh-CN', ['待揭晓', '作废', '重新投票', '重投', '（重投）']], ['en', ['to be revealed', 'void', 'voting again', 'Re-vote', ' (re-vote)']]])) {
    const [pending = '', gone = '', anew = '', mark = '', row = ''] = words;
    const of = { ground, lang };
    const voided = await shows('score-hidden', (/** @type {any} */ data) => ({ ...data, instead: 'void' }), of, `card void ${ground} ${lang}`);
    assert.ok(voided.includes(gone) && !voided.includes(pending), `${lang}: ${voided.join('|')}`);
    const again = await shows('score-hidden', (/** @type {any} */ data) => ({ ...data, instead: 'revote' }), of, `card anew ${ground} ${lang}`);
    assert.ok(again.includes(anew) && !again.includes(pending), `${lang}: ${again.join('|')}`);
    const scored = await shows('score-card', (/** @type {any} */ data) => ({ ...data, revote: true }), of, `card revote ${ground} ${lang}`);
    assert.ok(scored.includes(mark), `${lang}: ${scored.join('|')}`);
    const board = await shows('board', (/** @type {any} */ data) => ({ ...data, rows: data.rows.map((/** @type {any} */ r, /** @type {number} */ i) => ({ ...r, revote: i === 1 })) }), of, `board revote ${ground} ${lang}`);
    assert.equal(board.filter(text => text.endsWith(row)).length, 1, `${lang}: ${board.join('|')}`);
  }
  await output.context.close();
});
