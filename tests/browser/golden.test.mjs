// Every scene in every theme against the picture of it that somebody has looked at.
// After a change that is meant: GOLDEN=renew node --test tests/browser/golden.test.mjs,
// then look at what git says has changed (tests/browser/golden-gfx is seen in any browser).
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { everyFault, newPage, root, startBrowser, startServer, until } from './harness.mjs';
import { openOutput } from './gfx.mjs';
import { logIn } from './hostsim.mjs';
import { contrasts, draw, examine, halfSize, keepSmall } from './proof.mjs';
import { frameWith, samples } from '../../static/gfx/samples.js';

const folder = join(root, 'tests/browser/golden-gfx');
const renew = process.env.GOLDEN === 'renew';

/** A picture differs from its own by up to 11 for what WebP leaves out; what is another picture, the last test says. */
const allowed = 20;

/** @type {import('./harness.mjs').Server} */ let server;
/** @type {import('./harness.mjs').Browser} */ let browser;
/** @type {import('./harness.mjs').Page} */ let page;
/** @type {import('./harness.mjs').Page} */ let lens;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
  page = (await newPage(browser, halfSize)).page;
  lens = await browser.newPage();
  await page.route('**/screen/qr.svg*', route => route.fulfill({ path: join(root, 'tests/browser/code.svg') })); // the server's own names its port
  await page.goto(server.base + '/dev/gallery?one=1&scene=bug&ground=transparent');
  await page.locator('.scene').waitFor();
  mkdirSync(folder, { recursive: true });
});

after(async () => {
  await browser?.close();
  await server?.stop();
  assert.deepEqual(everyFault(), []);
});

/** @type {[string, string, string][]} theme, ground, and what a file ends with */
const sets = [['blue', 'transparent', 'blue'], ['dark', 'transparent', 'dark'], ['contrast', 'transparent', 'contrast'], ['blue', 'full', 'blue-full']];
/** What the screens of a house show that nobody has set up: its audience's and the host's. No clock is in it, since these pages have one. @type {Record<string, string[]>} */
const screens = { hall: ['board', 'reveal', 'score-card'], stage: ['turnout', 'verdict-outcome', 'dims'] };
const names = [...sets.flatMap(([, , end]) => Object.keys(samples).map(scene => `${scene}-${end}.webp`)), ...Object.entries(screens).flatMap(([name, scenes]) => scenes.map(scene => `${name}-${scene}.webp`))];

for (const [theme, ground, end] of sets) {
  test(`every scene in ${theme} on ${ground} is the picture that was looked at, inside the safe area, from 16 to 235, and can be read`, async () => {
    const faults = [];
    for (const scene of Object.keys(samples)) {
      await draw(page, { scene, theme, ground });
      const png = (await page.screenshot({ omitBackground: true })).toString('base64');
      const card = await page.locator('.qr-card').count() ? await page.locator('.qr-card').boundingBox() : null;
      const file = join(folder, `${scene}-${end}.webp`);
      if (renew) writeFileSync(file, Buffer.from(await keepSmall(lens, png), 'base64'));
      const seen = await examine(lens, png, readFileSync(file).toString('base64'), card);
      if (seen.painted < 1000) faults.push(`${scene}: nothing is painted`);
      if (ground === 'full' && seen.through > 0) faults.push(`${scene}: ${seen.through} pixels are seen through`);
      if (ground !== 'full' && !scene.startsWith('lineup') && seen.outside.length > 0) faults.push(`${scene}: painted outside the safe area at ${seen.outside.join(' ')}`);
      if (seen.least < 16 || seen.most > 235) faults.push(`${scene}: channels from ${seen.least} to ${seen.most}`);
      if (Object.keys(samples).indexOf(scene) % sets.length === sets.findIndex(set => set[2] === end)) { // the tokens of all themes are compared by static/gfx/style.test.mjs
        const texts = await contrasts(page, lens);
        if (texts.length === 0) faults.push(`${scene}: no text is seen`);
        for (const { text, size, contrast, alpha } of texts) if (contrast < 4.5 || alpha < 255) faults.push(`${scene}: "${text}" of ${size} pixels: contrast ${contrast.toFixed(1)}, ground ${alpha} of 255`);
      }
      if (process.env.GOLDEN) console.log(`${scene}-${end}: ${seen.apart} at ${seen.at}`);
      if (seen.apart > allowed) faults.push(`${scene}: another picture at ${seen.at}, by ${seen.apart} of 255`);
    }
    assert.deepEqual(faults, []);
  });
}

for (const [name, scenes] of Object.entries(screens)) {
  test(`${name} of a new server shows the pictures that were looked at, whole, and can be read, the first of them in all three themes`, async () => {
    const state = await (await fetch(server.base + '/desk/studio/state.json', { headers: { cookie: await logIn(server.base) } })).json();
    const { theme, ground, lang } = state.outputs.find((/** @type {any} */ output) => output.name === name);
    assert.deepEqual([theme, ground], [name === 'hall' ? 'dark' : 'contrast', 'full']);
    const output = await openOutput(browser, server.base, '', halfSize, name);
    await output.load();
    await until('the page listens', async () => output.heard.length > 0);
    const faults = [];
    let rev = 1000;
    /** @param {string} scene @param {string} wears */
    const show = async (scene, wears) => {
      rev += 1;
      const frame = /** @type {any} */ (frameWith([scene], { name, theme: wears, ground, lang }));
      output.say({ ...frame, rev, layers: frame.layers.map((/** @type {any} */ layer) => ({ ...layer, cut: true, at: 0, take: rev, key: `${layer.key}|${rev}` })) });
      await until(`${scene} stands`, async () => (await output.state()).rev === rev);
    };
    for (const scene of scenes) for (const wears of [theme, ...['blue', 'dark', 'contrast'].filter(other => other !== theme && scene === scenes[0])]) {
      await show(scene, wears);
      for (const { text, size, contrast, alpha } of await contrasts(output.page, lens)) if (contrast < 4.5 || alpha < 255) faults.push(`${scene} in ${wears}: "${text}" of ${size} pixels: contrast ${contrast.toFixed(1)}, ground ${alpha} of 255`);
      if (wears !== theme) continue;
      const png = (await output.page.screenshot({ omitBackground: true })).toString('base64');
      const file = join(folder, `${name}-${scene}.webp`);
      if (renew) writeFileSync(file, Buffer.from(await keepSmall(lens, png), 'base64'));
      const seen = await examine(lens, png, readFileSync(file).toString('base64'));
      if (seen.through > 0) faults.push(`${scene}: ${seen.through} pixels are seen through`);
      if (seen.least < 16 || seen.most > 235) faults.push(`${scene}: channels from ${seen.least} to ${seen.most}`);
      if (process.env.GOLDEN) console.log(`${name}-${scene}: ${seen.apart} at ${seen.at}`);
      if (seen.apart > allowed) faults.push(`${scene}: another picture at ${seen.at}, by ${seen.apart} of 255`);
    }
    await output.context.close();
    assert.deepEqual(faults, []);
  });
}

test('there is a picture of every scene, and of nothing else', () => {
  assert.deepEqual(readdirSync(folder).sort(), names.sort());
});

test('a text that is hardly seen is found, also in the box of a smaller one, and where only half of it is', async () => {
  await draw(page, { scene: 'plate', theme: 'dark', ground: 'transparent' });
  const half = (/** @type {number} */ till, /** @type {string} */ light) => `linear-gradient(90deg, #222 ${till}px, ${light} ${till}px)`;
  await page.evaluate(bad => {
    /** @type {HTMLElement} */ (document.querySelector('.scene')).replaceChildren(...bad.map(([text, top, background, size, inset], i) => {
      const e = document.createElement('b');
      e.textContent = String(text);
      e.style.cssText = `position: absolute; left: ${inset || 200}px; top: ${top}px; width: 800px; white-space: nowrap; line-height: 84px; background: ${background}; color: ${i === bad.length - 1 ? '#111' : '#eee'}; font-size: ${size || 60}px`;
      return e;
    }));
  }, [['大字大字大字', 100, '#222'], ['半明半暗半明', 250, half(100, '#ddd')], ['看不清看不清', 400, '#ddd'], ['没有底的字', 700, 'none'], ['压在小字下面', 550, half(180, '#aaa')], ['　　　　小', 550, 'none', 48, 380]]);
  /** @type {Record<string, string>} */
  const found = Object.fromEntries((await contrasts(page, lens)).map(({ text, contrast, alpha }) => [text, contrast.toFixed(1) + (alpha < 255 ? ' seen through' : '')]));
  assert.equal(found.大字大字大字, '13.7');
  for (const text of ['半明半暗半明', '看不清看不清', '压在小字下面', '没有底的字']) assert.ok(parseFloat(found[text]) < 4.5 || found[text].endsWith('seen through'), `${text}: ${found[text]}`);
});

test('another figure, another colour and another place are another picture', async () => {
  await draw(page, { scene: 'score-card', theme: 'dark', ground: 'transparent' });
  const golden = readFileSync(join(folder, 'score-card-dark.webp')).toString('base64');
  /** How far it is after a change, which is taken back. @param {string} change @returns {Promise<number>} */
  const after1 = async change => {
    await page.evaluate(what => {
      const score = /** @type {HTMLElement} */ (document.querySelector('.score'));
      if (what === 'figure') score.textContent = (score.textContent || '').replace('8', '6');
      if (what === 'colour') score.style.color = '#d9b48a';
      if (what === 'place') score.style.transform = 'translateX(12px)';
      if (what === 'edge') score.style.transform = 'translateX(0.5px)';
    }, change);
    const png = (await page.screenshot({ omitBackground: true })).toString('base64');
    await draw(page, { scene: 'score-card', theme: 'dark', ground: 'transparent' });
    return (await examine(lens, png, golden)).apart;
  };
  for (const change of ['figure', 'colour', 'place']) assert.ok(await after1(change) > allowed, change);
  assert.ok(await after1('edge') <= allowed, 'half a pixel is no other picture');
});
