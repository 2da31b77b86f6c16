// A page that is on while its picture changes looks as one that is loaded then: a card that was
// hidden and is revealed, one whose vote was void, a ranking that ends with fewer places.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { everyFault, root, startBrowser, startServer, until } from './harness.mjs';
import { openOutput } from './gfx.mjs';
import { different, pixelsOf } from './png.mjs';

/** @type {import('./harness.mjs').Server} */ let server;
/** @type {import('./harness.mjs').Browser} */ let browser;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
});
after(async () => {
  await browser.close();
  await server.stop();
  assert.deepEqual(everyFault(), []);
});

/** The server's own frames of a scene, each after another one. */
const changes = [
  ['score-card', 'before', 'after'], ['score-card', 'after', 'long'], ['score-card-unit', 'before', 'after'], ['dims', 'before', 'after'],
  ['versus', 'before', 'after'], ['verdict', 'before', 'after'], ['verdict-pledge', 'before', 'after'], ['ten', 'before', 'after'],
  ['ten', 'half', 'after'], ['reveal', 'before', 'half'], ['reveal', 'half', 'after'], ['board', 'before', 'after'], ['plate', 'before', 'after'],
];

/** A frame with one scene that is the same picture, and the same take, at every moment. @param {string} scene @param {string} moment @param {string} ground @param {number} rev @param {number} take */
function frameOf(scene, moment, ground, rev, take) {
  const frame = JSON.parse(readFileSync(join(root, 'display/testdata/output', `${scene}-${moment}.json`), 'utf8'));
  const layers = frame.layers.map((/** @type {any} */ layer) => ({ ...layer, key: `${scene}|${take}`, take, at: 0, cut: false }));
  return { ...frame, rev, layers, output: { ...frame.output, ground } };
}

for (const ground of ['transparent', 'full']) {
  test(`on ${ground} a picture that changed is the one that is loaded`, async () => {
    const live = await openOutput(browser, server.base);
    const loaded = await openOutput(browser, server.base);
    await live.load();
    const faults = [];
    let rev = 1000;
    for (const [scene = '', first = '', then = ''] of changes) {
      rev += 2;
      live.say(frameOf(scene, first, ground, rev, rev));
      await until(`${scene} ${first} stands`, async () => (await live.state()).rev === rev);
      const changed = frameOf(scene, then, ground, rev + 1, rev);
      live.say(changed);
      loaded.say(changed);
      await loaded.load();
      await loaded.page.reload(); // another fragment is no other page
      await until(`${scene} ${then} is loaded`, async () => (await loaded.state()).rev === rev + 1);
      const want = pixelsOf(await loaded.page.screenshot()).data;
      let apart = 0;
      try {
        await until(`${scene} is the same`, async () => (apart = different(pixelsOf(await live.page.screenshot()).data, want)) === 0, 4_000);
      } catch {
        faults.push(`${scene} from ${first} to ${then}: ${apart} points`);
      }
    }
    assert.deepEqual(faults, []);
    await live.context.close();
    await loaded.context.close();
  });
}
