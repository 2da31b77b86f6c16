// The overlay as it goes on the air: laid over a picture with everything in it
// that makes text hard to read, bright and dark, coarse and fine.
import test from 'node:test';
import assert from 'node:assert/strict';
import { newPage, until } from './harness.mjs';
import { barePhone, evening } from './hall.mjs';
import { keep } from './look.mjs';
import { layOver } from './mixer.mjs';

/** @type {import('./harness.mjs').Page} */ let overlay;
/** @type {import('./harness.mjs').Page} */ let mixer;
/** @type {Awaited<ReturnType<typeof barePhone>>[]} */ const phones = [];

const on = evening(async () => {
  overlay = (await newPage(on.browser, { viewport: { width: 1920, height: 1080 }, reducedMotion: 'reduce' })).page;
  mixer = (await newPage(on.browser, { viewport: { width: 1920, height: 1080 } })).page;
  await overlay.goto(await on.session.screen('overlay'));
  for (let i = 0; i < 20; i += 1) phones.push(await barePhone(on.base, on.deal()));
});

/** The texts of the picture: what they say, where they stand, their colour, their size. */
const texts = () => overlay.evaluate(() => [...document.querySelectorAll('#gfx *')].flatMap(e => {
  const own = [...e.childNodes].find(n => n.nodeType === Node.TEXT_NODE && n.textContent?.trim());
  if (!own || !(e instanceof HTMLElement) || !e.offsetParent || getComputedStyle(e).visibility === 'hidden' || e.closest('.mark')) return [];
  const range = document.createRange();
  range.selectNodeContents(own);
  const { left, top, width, height } = range.getBoundingClientRect();
  const style = getComputedStyle(e);
  return [{ text: own.textContent?.trim() ?? '', box: { left, top, width, height }, colour: style.color, size: parseFloat(style.fontSize) }];
}));

/** Hides the words, or the mark of a rehearsal, or shows them again. @param {'words' | 'mark'} what @param {boolean} hidden */
const hide = (what, hidden) => overlay.evaluate(([name, off]) => {
  for (const e of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(name === 'mark' ? '.mark' : '#gfx *'))) {
    if (name === 'mark') e.style.visibility = off ? 'hidden' : '';
    else if (!e.matches('.mark, .mark-field, .mark-row')) e.style.setProperty('-webkit-text-fill-color', off ? 'transparent' : '');
  }
}, /** @type {const} */ ([what, hidden]));

const picture = async () => (await overlay.screenshot({ omitBackground: true })).toString('base64');

/** Looks at what is on the air now. @param {string} name */
async function look(name) {
  await overlay.evaluate(() => document.fonts.ready);
  let before = '';
  await until('the picture stands', async () => {
    const last = before;
    before = await overlay.evaluate(() => document.getAnimations().filter(a => a.playState === 'running').length
      + [...document.querySelectorAll('.scene')].map(e => /** @type {HTMLElement} */ (e).innerText).join().replace(/\d+:\d\d/, ''));
    return last === before && before.startsWith('0');
  });
  const words = await texts();
  await hide('words', true);
  const bare = await picture();
  await hide('mark', true);
  const panels = await picture();
  await hide('words', false);
  await hide('mark', false);
  const found = await layOver(mixer, { bare, panels, whole: await picture(), words });
  await keep(mixer, 'air ' + name);
  assert.deepEqual(found.outside, [], `${name}: outside the 5 % that every set shows`);
  for (const { text, size, contrast, marked, alpha, strokes } of found.words) {
    assert.ok(strokes > size, `${name}: ${text} is not to be seen`);
    assert.ok(alpha === 255, `${name}: ${text} stands on a panel that lets the picture through (${alpha} of 255)`);
    assert.ok(contrast >= 4.5, `${name}: ${text}: contrast ${contrast.toFixed(1)}`);
    assert.ok(marked >= 3, `${name}: ${text}: contrast ${marked.toFixed(1)} under the mark of a rehearsal`);
    assert.ok(size >= 32, `${name}: ${text} is ${size} pixels high`);
  }
  return found.words.length;
}

/** @param {string} scene @param {string} text */
const shows = (scene, text) => overlay.locator(`.scene.${scene}`).last().filter({ hasText: text }).waitFor();

/** Two thirds, a quarter, and a few. @param {number} i */
const marksOf = i => (i < 12 ? '0' : i < 17 ? '1' : i < 19 ? '2' : '3');

test('every text of every scene can be read over a busy picture', async () => {
  for (let n = 0; n < 3; n += 1) {
    await on.next();
    if (n === 0) {
      await shows('countdown', '即将开始');
      await look('on stage');
    }
    await on.open();
    const { item } = await on.session.state();
    for (const [i, phone] of phones.entries()) await phone.cast(item, marksOf((i + n) % phones.length));
    await until('all ballots are on the picture', async () => (await overlay.locator('.live-bars .ballots').last().innerText()) === '20');
    if (n === 0) await look('open');
    await on.act('close');
    await on.act('confirm');
    await shows('live-bars', '计票已确认');
    if (n === 0) await look('confirmed');
    await on.act('reveal');
    await shows('score-card', '得分');
    if (n === 0) await look('score');
  }
  await on.session.act('scene', { scene: 'board' });
  await shows('board', '市');
  await look('board');
  await on.session.act('scene', { scene: 'join-qr' });
  await overlay.locator('.scene.join .qr').last().waitFor();
  await look('invitation');
});

test('a blank overlay leaves the picture alone, but for the mark of a rehearsal', async () => {
  await on.session.act('scene', { scene: 'blank' });
  await until('nothing is on', async () => await overlay.locator('.scene').count() === 0);
  assert.equal(await look('blank'), 0, 'nothing is written');
  assert.equal(await overlay.locator('.mark-badge').innerText(), '演练 REHEARSAL');
});
