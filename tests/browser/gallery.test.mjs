// The contact sheet of the director's desk: every part in every state, in both languages, by the desk's own modules.
import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { house } from './hall.mjs';
import { newPage, root } from './harness.mjs';
import { keep } from './look.mjs';
import { specimens } from '../../static/desk/gallery-samples.js';

const on = house();

const langs = ['zh-CN', 'en'];
/** @param {string} lang @returns {Record<string, string>} */
const wordsOf = lang => Object.assign({}, ...['director', 'onair', 'desk'].map(name => JSON.parse(readFileSync(join(root, 'static', 'words', `${name}.${lang}.json`), 'utf8'))));

/** What is to be seen of each state, by the keys of its sentences. @type {Record<string, string[]>} */
const told = {
  'bar-leads': ['lease.own'], 'bar-lost': ['line.lost'], 'panic-off': ['do.panic'], 'panic-sending': ['panic.sending'], 'panic-latched': ['panic.release'], 'panic-sure': ['panic.sure'],
  'lamps-every': ['lamp.waits', 'lamp.behind', 'lamp.nobody', 'lamp.silent', 'lamp.unplayed', 'lamp.unpainted', 'lamp.hidden', 'lamp.shown', 'lamp.cleared', 'lamp.uncleared', 'lamp.panic'], 'lamps-panic': ['lamp.cleared', 'lamp.uncleared'],
  'verbs-ready': ['do.take', 'do.cut', 'do.next', 'do.back', 'do.out', 'do.blank', 'do.hold'], 'verbs-held': ['do.unhold'], 'verbs-waiting': ['ack.wait'], 'verbs-done': ['ack.done'], 'verbs-late': ['ack.late'],
  'go-none': ['armed.none'], 'go-item': ['armed.item', 'do.disarm'], 'go-timed': ['armed.item', 'armed.due', 'armed.due-by', 'do.call-back'], 'go-coming': ['armed.take', 'armed.comes', 'do.call-back'], 'go-missed': ['armed.missed'], 'go-missed-take': ['armed.missed-take'], 'go-missed-reveal': ['armed.missed-reveal'], 'go-take': ['armed.take'], 'go-other': ['armed.other'], 'go-reveal': ['armed.reveal', 'go.kill'], 'release-asked': ['release.asked', 'names.open'], 'release-approved': ['release.approved'], 'release-checked': ['names.checked'],
  'release-declined': ['release.declined'], 'release-scrutineer': ['do.approve', 'do.decline', 'names.sure', 'do.check'], 'cues-and-rows': ['on-program', 'on-preview', 'next-up', 'preview-only'],
  'monitors-on': ['on-air'], 'monitors-empty': ['clear', 'layer.none'], 'monitors-held': ['held'], 'monitors-ends': ['on-air', 'layer.ends'], 'monitors-timed': ['on-air', 'layer.comes'], 'lamps-timed': ['lamp.timed', 'lamp.shown'], 'verbs-timed': ['ack.timed'], 'monitors-panic': ['panic.on'],
  'outputs-every': ['state.waits', 'state.behind', 'state.nobody', 'state.silent', 'state.unplayed', 'state.unpainted', 'state.hidden', 'state.shown', 'state.cleared', 'state.uncleared', 'state.panic', 'ack.done', 'not-tuned', 'held.short'],
  'plan-empty': ['plan.empty'], 'plan-off': ['plan.off', 'plan.stays'], 'plan-running': ['plan.running', 'plan.next'], 'plan-waits': ['plan.waits'], 'plan-by-hand': ['plan.why.hand'], 'plan-panic': ['plan.why.panic'],
};

/** The text with whatever may stand in the place of its {name}s. @param {string} text */
const loosely = text => new RegExp(text.split(/\{[a-z]+\}/).map(part => part.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+')).join('[^]*?'));

test('every part of the desk stands on the sheet in every state, in both languages, in a frame as high as it, and asks the control room for nothing', async () => {
  const { page, context, requests } = await newPage(on.browser, { viewport: { width: 1920, height: 1080 } });
  await page.goto(on.server.base + '/dev/gallery/desk');
  const frames = page.locator('iframe');
  assert.equal(await frames.count(), Object.keys(specimens).length * langs.length);
  await frames.evaluateAll(all => { for (const frame of all) /** @type {HTMLIFrameElement} */ (frame).loading = 'eager'; });
  for (const [width, height] of [[1920, 1080], [1280, 800]]) {
    await page.setViewportSize({ width, height });
    await page.waitForFunction(() => [...document.querySelectorAll('iframe')].every(frame => frame.contentDocument?.querySelector('.specimen')
      && Math.abs(frame.offsetHeight - frame.contentDocument.body.offsetHeight - 2) <= 3 && frame.contentDocument.documentElement.scrollWidth <= frame.clientWidth));
    await keep(page, `gallery-desk-${width}`);
  }
  /** @type {Record<string, string>} */
  const texts = await frames.evaluateAll(all => Object.fromEntries(/** @type {HTMLIFrameElement[]} */ (all).map(one => [one.title, one.contentDocument?.body.innerText ?? ''])));
  for (const lang of langs) {
    const words = wordsOf(lang);
    const keys = new Set(Object.keys(words).map(key => key.replace(/^desk\.(director\.)?/, '')));
    for (const name of Object.keys(specimens)) {
      const text = texts[`${name} · ${lang}`] ?? '';
      assert.ok(text.trim(), `${name} in ${lang} is on the sheet`);
      for (const key of told[name] ?? []) assert.match(text, loosely(words[`desk.director.${key}`] ?? ''), `${name} in ${lang} does not say ${key}`);
      assert.deepEqual(text.split(/\s+/).filter(word => /^[a-z]+[.-]/.test(word) && keys.has(word)), [], `${name} in ${lang} shows keys`);
    }
  }
  assert.deepEqual(requests.map(r => new URL(r.url()).pathname).filter(path => path !== '/dev/gallery/desk' && path.startsWith('/desk/') || path.endsWith('/live')), []);
  await context.close();
});

test('the monitors have the picture in them, over the ground that shows what is transparent', async () => {
  const { page, context } = await newPage(on.browser);
  await page.goto(`${on.server.base}/dev/gallery/desk?one=monitors-on&lang=en`);
  for (const [side, scene] of [['preview', 'score-card'], ['program', 'strap']]) {
    await page.frameLocator(`#${side} iframe`).locator(`.scene.${scene}`).waitFor();
    const box = await page.locator(`#${side} .screen`).boundingBox();
    assert.ok(box && Math.abs(box.width / box.height - 16 / 9) < 0.02, `${side} is ${box?.width} by ${box?.height}`);
  }
  await page.goto(`${on.server.base}/dev/gallery/desk?one=monitors-empty&lang=en`);
  await page.locator('#program iframe').waitFor();
  assert.equal((await page.frameLocator('#program iframe').locator('body').innerText()).trim(), '');
  await context.close();
});

test('states that a whole page has are those of the desk: led, in panic, cut off', async () => {
  const { page, context } = await newPage(on.browser);
  for (const [name, mark] of [['bar-led', 'is-led'], ['panic-latched', 'in-panic'], ['bar-lost', 'is-stale'], ['monitors-stale', 'is-stale']]) {
    await page.goto(`${on.server.base}/dev/gallery/desk?one=${name}&lang=en`);
    await page.locator(`html.${mark}`).waitFor();
  }
  await context.close();
});
