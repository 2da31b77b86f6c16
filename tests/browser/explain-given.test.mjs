// A figure from elsewhere, the numbers at the cut of a list, and the ballots of a run that was set aside lead
// to how they came about, on a phone and on a wide screen.
import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { newPage } from './harness.mjs';
import { barePhone, evening, files, logIn } from './hall.mjs';
import { axeFaults, keep } from './look.mjs';

const two = { places: 2, mode: 'half up' };
const on = evening(votes, {
  units: 3,
  rulebook: {
    rulebook: 2, mode: undefined, grades: undefined, criteria: undefined, pipeline: undefined, places: undefined, rank: undefined, recusal: undefined,
    ballot: { sheet: 'one unit', grades: [{ label: '满意', points: 100 }, { label: '不满意', points: 30 }] },
    categories: JSON.parse(readFileSync(files.rulebook, 'utf8')).categories,
    imported: [{ name: '网络得票', axes: ['unit'] }],
    steps: [
      { name: '类内平均', do: 'mean', of: 'marks' },
      { name: '现场', do: 'weighted mean', of: '类内平均', over: 'category', missing: 'renormalise', round: two },
      { name: '网络得分', do: 'share of top', of: '网络得票', inside: 'all', points: 100, round: two },
      { name: '得分', do: 'weighted mean', parts: [{ of: '现场', weight: 60 }, { of: '网络得分', weight: 40 }], missing: 'renormalise', round: two },
      { name: '名次', do: 'rank', of: '得分', inside: 'all', style: '1224', first: 'high' },
      { name: '十佳窗口', do: 'cut', of: '得分', inside: 'all', first: 'high', take_percent: 30, fraction: 'round up', tied_at_the_cut: 'expand' },
      { name: '末位', do: 'cut', of: '得分', inside: 'all', first: 'low', take: 1, tied_at_the_cut: 'expand', not_on: ['十佳窗口'] },
    ],
    result: { score: '得分', rank: '名次', best: '十佳窗口', last: '末位' },
  },
});

/** The first run is set aside; then all three are voted on. */
async function votes() {
  const phones = await Promise.all([1, 2, 3].map(() => barePhone(on.base, on.deal())));
  await on.next();
  await on.open();
  await phones[0].cast((await on.session.state()).item, '1');
  await on.session.act('void', { item: 1, reason: '网络中断，重新评议' });
  for (const [i, marks] of ['000', '010', '110'].entries()) {
    on.item = i + 1;
    await on.session.act('stage', { item: on.item });
    await on.open();
    const { item } = await on.session.state();
    for (const [k, phone] of phones.entries()) await phone.cast(item, marks[k]);
    for (const act of ['close', 'confirm', 'reveal']) await on.session.act(act, { item: on.item });
  }
  const cells = [['W001', '57986'], ['W002', '21181'], ['W003', '43007']].map(([unit, value]) => ({ at: [unit], value }));
  await on.session.act('figures', { table: '网络得票', source: '市政府网站网络投票平台，截至11月26日22时', cells });
}

for (const [lang, width] of /** @type {[string, number][]} */ ([['zh-CN', 1920], ['zh-CN', 390], ['en', 390]])) {
  test(`what no ballot gives says where it is from: ${lang}, ${width} wide`, async () => {
    const { page, context } = await newPage(on.browser, { viewport: { width, height: 1000 }, locale: lang });
    await context.addCookies((await logIn(on.base)).split('; ').map(cookie => ({ name: cookie.split('=')[0], value: cookie.slice(cookie.indexOf('=') + 1), url: on.base })));
    const at = `${on.base}/desk/s/${on.session.id}`;
    await page.goto(`${at}/results`);
    await page.evaluate(() => document.querySelectorAll('details').forEach(details => { details.open = true; }));
    await look(page, `given results ${lang} ${width}`);
    const figures = { 'count=given': '57986', 'count=places': '1', 'count=listed': '1', 'count=barred': '1' };
    for (const [what, printed] of Object.entries(figures)) {
      await page.goto(`${at}/results`);
      const link = page.locator(`.why[href*="${what}"]`).first();
      assert.equal(await link.textContent(), printed, what);
      await page.goto(on.base + await link.getAttribute('href'));
      assert.equal(await page.locator('.sums dd').first().textContent(), printed);
      await look(page, `given ${what.replace('count=', '')} ${lang} ${width}`);
      if (what === 'count=given') {
        assert.match(await page.locator('main').innerText(), /市政府网站网络投票平台/);
        assert.match(await page.locator('main').innerText(), lang === 'en' ? /Where it goes[\s\S]*网络得分[\s\S]*得分/ : /它用在哪里[\s\S]*网络得分[\s\S]*得分/);
        await page.locator('.chain .from a').last().click();
        assert.equal(await page.locator('.chain li:target').count(), 1);
      }
    }
    await page.goto(at + '?item=1');
    const ballots = page.locator('.past .why');
    assert.equal(await ballots.textContent(), '1');
    await look(page, `given past ${lang} ${width}`);
    await ballots.click();
    await page.locator('.chain').waitFor();
    assert.equal(await page.locator('.sums dd').first().textContent(), '1');
    await context.close();
  });
}

/** @param {import('./harness.mjs').Page} page @param {string} name */
async function look(page, name) {
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} scrolls sideways`);
  await page.evaluate(() => document.querySelector('.rehearsal')?.remove()); // its stripes hide from axe what stands on them
  if (name.endsWith('zh-CN 390')) assert.deepEqual(await axeFaults(page, /results|past/.test(name)), [], name); // on pictures and signs it cannot tell contrasts
  const { width = 0, height = 0 } = page.viewportSize() ?? {};
  await page.setViewportSize({ width, height: await page.evaluate(() => document.documentElement.scrollHeight) });
  await keep(page, name);
  await page.setViewportSize({ width, height });
}
