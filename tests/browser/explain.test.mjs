// From a printed figure to how it was made: on the desk's screen and on a phone,
// in both languages, and on paper.
import test from 'node:test';
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newPage } from './harness.mjs';
import { barePhone, evening, logIn } from './hall.mjs';
import { axeFaults, keep } from './look.mjs';

const words = ['收费项目全部公示', '一次性告知办理所需的全部材料，不让群众多跑一趟', '窗口延时服务'];
const pledges = ['承诺编号,部门编号,年度,承诺事项', ...['W001', 'W002'].flatMap(unit => words.map((text, i) => `${unit}-${i + 1},${unit},${i ? '今年承诺' : '上年承诺'},${text}`))].join('\n');

const on = evening(votes, {
  units: 2, pledges,
  rulebook: {
    criteria: 'each pledge of the unit, equal weights', places: undefined,
    pipeline: ['mean over votes with an opinion inside each category', 'weighted mean over categories with such a vote',
      'round half up, 2 places, per pledge', "mean over the unit's pledges", 'round half up, 2 places'],
  },
});

/** One unit is voted on and confirmed. */
async function votes() {
  await on.next();
  await on.open();
  const { item } = await on.session.state();
  for (const [i, marks] of ['000', '011', '120', '0-2', '333', '001'].entries()) await (await barePhone(on.base, on.deal())).cast(item, i % 2 ? marks : marks.split('').reverse().join(''));
  await on.session.act('close', { item: 1 });
  await on.session.act('confirm', { item: 1 });
}

/** Without the band of a rehearsal, whose stripes hide from axe what stands on them. @param {import('./harness.mjs').Page} page */
async function contrasts(page) {
  await page.evaluate(() => document.querySelector('.rehearsal')?.remove());
  return axeFaults(page);
}

/** Opens the tables that a link stands in. @param {import('playwright-core').Locator} link */
async function unfold(link) {
  await link.evaluate(node => { for (let at = node.closest('details'); at; at = at.parentElement?.closest('details') ?? null) at.open = true; });
}

/** @param {object} options */
async function deskPage(options) {
  const { page, context } = await newPage(on.browser, options);
  await context.addCookies((await logIn(on.base)).split('; ').map(cookie => ({ name: cookie.split('=')[0], value: cookie.slice(cookie.indexOf('=') + 1), url: on.base })));
  return { page, context };
}

for (const [lang, width] of /** @type {[string, number][]} */ ([['zh-CN', 1366], ['en', 360]])) {
  test(`every figure of the results leads to its working, and back: ${lang}, ${width} wide`, async () => {
    const { page, context } = await deskPage({ viewport: { width, height: 900 }, locale: lang });
    const results = `${on.base}/desk/s/${on.session.id}/results`;
    await page.goto(results);
    const made = page.locator('.why[href*="?of="]');
    assert.equal(await made.count(), 6, 'score, rank, rank in class and three pledges');
    await keep(page, 'results ' + lang);
    const figures = [0, 1, 2, 3, 4, 5].map(n => made.nth(n));
    for (const what of ['issued', 'collected', 'valid&unit=W001', 'blank&unit=W001', 'marks&unit=W001&criterion', 'share', 'check-in']) figures.push(page.locator(`.why[href*="?count=${what}"]`).first());
    for (const [n, link] of figures.entries()) {
      await unfold(link);
      const printed = await link.textContent();
      await link.focus();
      await page.keyboard.press('Enter');
      await page.locator('.chain').waitFor();
      assert.equal(await page.locator('.sums dd').first().textContent(), printed);
      assert.equal((await page.locator('.chain li').last().locator('b').textContent())?.trim(), printed, 'the last step is the figure');
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'scrolls sideways');
      if (lang === 'en' ? n === 0 : [0, 3, 6, 10, 11].includes(n)) assert.deepEqual(await contrasts(page), []); // one of each kind: score, pledge, cards, marks, share
      await keep(page, `explain ${lang} ${n}`);
      if (await page.locator('.chain .from a').count()) {
        await page.locator('.chain .from a').last().click();
        assert.equal(await page.locator('.chain li:target').count(), 1, 'a step leads to those that it was made of');
      }
      await page.locator('.actions a').first().click();
      await page.locator('.board').first().waitFor();
    }
    await context.close();
  });
}

test('a rulebook that cannot be followed is told place by place', async () => {
  const { page, context } = await deskPage({ viewport: { width: 1366, height: 900 }, locale: 'zh-CN' });
  await page.goto(on.base + '/desk');
  const rules = { name: 'rulebook.json', mimeType: 'application/json', buffer: Buffer.from('{\n "rulebook": 2, "title": "评议",\n "secrecy": "secret",\n "ballot": {"sheet": "one unit", "grades": [{"label": "好", "points": 100}, {"label": "差", "points": 0}]},\n "categories": [{"label": "企业", "weight": 1}],\n "steps": [\n  {"name": "类内", "do": "mean", "of": "mark"},\n  {"name": "得分", "do": "weighted mean", "of": "marks", "over": "categry", "missing": "ignore"}\n ],\n "result": {"score": "得分"}\n}') };
  const list = { name: 'units.csv', mimeType: 'text/csv', buffer: Buffer.from('编号,参评窗口,主管部门,类别\nW1,市民政局窗口,市民政局,审批类\n,无编号窗口,,\n') };
  await page.locator('#units').setInputFiles(list);
  await page.locator('#roster').setInputFiles(list);
  await page.locator('#rulebook').setInputFiles(rules);
  await page.locator('.create button.primary').click();
  await page.locator('.rule-faults').waitFor();
  assert.deepEqual(await page.locator('.rule-faults .path').allInnerTexts(), ['第 7 行 steps[0].of', '第 8 行 steps[1].missing', '第 8 行 steps[1].over']);
  assert.equal(await page.locator('.faults tbody tr').count(), 1, 'and what is wrong in the list beside it');
  assert.deepEqual(await contrasts(page), []);
  await keep(page, 'bad rulebook');
  await context.close();
});

test('on paper the working is upright and whole', async () => {
  const { page, context } = await deskPage({ viewport: { width: 1366, height: 900 }, locale: 'zh-CN' });
  await page.goto(`${on.base}/desk/s/${on.session.id}/explain?of=score&unit=W001`);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const sizes = [...pdf.toString('latin1').matchAll(/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, wide, high]) => Number(wide) < Number(high));
  assert.ok(sizes.length && sizes.every(upright => upright), 'a page does not stand upright');
  if (process.env.SHOTS) writeFileSync(join(process.env.SHOTS, 'explain.pdf'), pdf);
  await context.close();
});
