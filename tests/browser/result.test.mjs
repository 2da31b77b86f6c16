// A result goes its way on the desk: figures from a file and typed, a draw, a veto
// that is lifted, confirmed by the scrutineer, announced, up for notice, certified,
// corrected. Every page is looked at on a phone and on a wide screen.
import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { newPage } from './harness.mjs';
import { barePhone, evening, files, logIn, painted } from './hall.mjs';
import { axeFaults, keep } from './look.mjs';

const step = (/** @type {object} */ s) => ({ round: { places: 2, mode: 'half up' }, ...s });
const on = evening(votes, {
  units: 3,
  rulebook: {
    rulebook: 2, mode: undefined, grades: undefined, criteria: undefined, pipeline: undefined, places: undefined, rank: undefined, recusal: undefined,
    ballot: { sheet: 'one unit', grades: [{ label: '满意', points: 100 }, { label: '不满意', points: 30 }] },
    categories: JSON.parse(readFileSync(files.rulebook, 'utf8')).categories,
    imported: [{ name: '日常得分', axes: ['unit'] }],
    steps: [
      { name: '类内平均', do: 'mean', of: 'marks' },
      step({ name: '现场', do: 'weighted mean', of: '类内平均', over: 'category', missing: 'renormalise' }),
      step({ name: '综合', do: 'weighted mean', parts: [{ of: '现场', weight: 70 }, { of: '日常得分', weight: 30 }], missing: 'renormalise' }),
      step({ name: '得分', do: 'veto', of: '综合' }),
      { name: '名次', do: 'rank', of: '得分', inside: 'all', style: '1224', first: 'high', ties: ['lot'] },
    ],
    result: { score: '得分', rank: '名次' },
  },
});

/** Everybody is content with the first two units, and nobody with the third. */
async function votes() {
  const phones = await Promise.all([1, 2, 3].map(() => barePhone(on.base, on.deal())));
  for (const mark of ['0', '0', '1']) {
    await on.next();
    await on.open();
    const { item } = await on.session.state();
    for (const phone of phones) await phone.cast(item, mark);
    for (const act of ['close', 'confirm', 'reveal']) await on.act(act);
  }
}

/** @param {string} name @param {object} [options] */
async function desk(name, options = {}) {
  const { page } = await newPage(on.browser, { viewport: { width: 1440, height: 900 }, ...options });
  await page.context().addCookies((await logIn(on.base, name)).split('; ').map(cookie => ({ name: cookie.split('=')[0], value: cookie.slice(cookie.indexOf('=') + 1), url: on.base })));
  await page.goto(life());
  return page;
}
const life = () => `${on.base}/desk/s/${on.session.id}/life`;

/** Looks at the page as it is, narrow and wide. @param {import('./harness.mjs').Page} page @param {string} name */
async function look(page, name) {
  await page.evaluate(() => document.querySelectorAll('details').forEach(details => { details.open = true; }));
  await page.evaluate(() => document.querySelector('.rehearsal')?.remove()); // its stripes hide from axe what stands on them
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} scrolls sideways at ${width}`);
    const small = await page.evaluate(() => [...document.querySelectorAll('main button, main select, main input:not([type=hidden], [type=checkbox])')].filter(e => e.getBoundingClientRect().height < 44).map(e => e.outerHTML));
    assert.deepEqual(small, [], `${name} has small targets at ${width}`);
    if (width === 390) assert.deepEqual(await axeFaults(page), [], name); // names, roles and colours are the same in both
    const tall = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width, height: tall });
    await keep(page, `life ${name} ${width}`);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.reload();
}

const text = (/** @type {import('./harness.mjs').Page} */ page, /** @type {string} */ at) => page.locator(at).innerText();
const file = (/** @type {string} */ body) => ({ name: 'daily.csv', mimeType: 'text/csv', buffer: Buffer.from(body) });

/** @param {import('./harness.mjs').Page} page @param {string} body */
async function upload(page, body) {
  await page.locator('#file0').setInputFiles(file(body));
  await page.locator('#source0').fill('市统计局函〔2026〕12号');
  await page.getByRole('button', { name: '读取并核对' }).first().click();
}

test('figures are looked at before they are entered, from a file and typed', async () => {
  const page = await desk('organizer');
  assert.match(await text(page, '#outstanding + *'), /“日常得分”还没有录入/);
  assert.match(await text(page, '.next'), /本场还没有结束/);
  await look(page, 'begun');

  await upload(page, '编号,日常得分\nW001,九十\nW009,1\n');
  assert.match(await text(page, '.faults'), /九十.*不是数字[\s\S]*W009.*不在单位名单中/);
  await look(page, 'faults');
  await page.goto(life());

  await upload(page, '编号,日常得分\nW001,90\nW002,80\n');
  assert.match(await text(page, 'main'), /新增 2 · 改动 0[\s\S]*只有 2 个数，应有 3 个/);
  assert.equal((await on.session.results()).sources, undefined, 'nothing is entered yet');
  await look(page, 'preview');
  await page.goto(life());
  await upload(page, '编号,日常得分\nW001,90\nW002,80\n');
  await page.getByRole('button', { name: '录入这 2 个数' }).click();
  assert.match(await text(page, '.partial'), /只有 2 个数，应有 3 个/);

  await page.locator('#type0 summary').press('Enter');
  await page.locator('#f0-0').press('Tab');
  await page.keyboard.type('90');
  await page.keyboard.press('Tab');
  await page.keyboard.type('95.5');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/figures');
  assert.match(await text(page, 'main'), /新增 1 · 改动 1 · 不变 1 · 去掉 0/);
  assert.match(await text(page, '#units + .scroll'), /变为/);
  await page.getByRole('button', { name: '录入这 3 个数' }).press('Enter');
  await page.waitForURL('**/life#tables');
  assert.match(await text(page, '#tables ~ article'), /3 \/ 3 个数[\s\S]*市统计局函/);
});

test('what is done at another desk is on the page at once, and what is being typed stays', async () => {
  const page = await desk('organizer');
  const other = await desk('scrutineer');
  await page.evaluate(() => { /** @type {any} */ (window).here = true; });
  await page.locator('#veto summary').click();
  await page.locator('#veto-unit').selectOption('W003');
  await page.locator('#veto-sure').check();
  await page.locator('#file0').setInputFiles(file('编号,日常得分\n'));
  await page.locator('#veto-reason').fill('重大事故');
  await page.locator('#veto-reason').press('Home');
  await page.locator('#veto-reason').press('ArrowRight');
  const cells = (/** @type {string[]} */ ...values) => values.map((value, i) => ({ at: ['W00' + (i + 1)], value }));
  await on.session.act('figures', { table: '日常得分', source: '更正函', cells: cells('90', '95.5') });
  for (const seen of [page, other]) await seen.locator('#tables ~ article', { hasText: '2 / 3 个数' }).filter({ hasText: '更正函' }).waitFor();
  assert.match(await text(page, '#changed'), /别处有人办理，本页已更新。 \d\d:\d\d/);
  await page.keyboard.type('特');
  assert.deepEqual(await page.evaluate(() => {
    const value = (/** @type {string} */ id) => /** @type {HTMLInputElement} */ (document.getElementById(id)).value;
    const box = /** @type {HTMLInputElement} */ (document.getElementById('veto-sure'));
    return [value('veto-reason'), value('veto-unit'), /** @type {HTMLInputElement} */ (document.getElementById('file0')).files?.length, box.checked, /** @type {any} */ (window).here, value('typed-source0')];
  }), ['重特大事故', 'W003', 1, false, true, '更正函'], 'the words, the choice and the file stay, the tick does not, and nothing was loaded anew');
  await page.locator('body:not(.settling)').waitFor();
  await keep(page, 'life changed elsewhere');
  await page.setViewportSize({ width: 360, height: 740 });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'it does not scroll sideways');
  await keep(page, 'life changed elsewhere 360');
  await page.setViewportSize({ width: 1440, height: 900 });

  await on.session.act('figures', { table: '日常得分', source: '市统计局函〔2026〕12号', cells: cells('90', '90', '95.5') });
  await page.locator('.outstanding', { hasText: '等待抽签' }).waitFor();
  await page.locator('body:not(.settling)').waitFor();
  await page.locator('#veto-sure').check();
  await page.locator('#veto-author').fill('市纪委监委');
  await page.locator('#veto-reason').fill(' ');
  await page.getByRole('button', { name: '录入否决' }).click();
  await page.locator('.refusal').waitFor();
  await on.session.act('figures', { table: '日常得分', source: '市统计局函〔2026〕12号', cells: cells('90', '95.5', '90') });
  await page.locator('#changed', { hasText: '本页已更新' }).waitFor();
  assert.equal(await page.locator('#veto-author').inputValue(), '市纪委监委', 'what was refused is still there to be mended');
  assert.equal(await page.locator('.refusal').count(), 1, 'and why it was refused');
  await on.session.act('figures', { table: '日常得分', source: '市统计局函〔2026〕12号', cells: cells('90', '90', '95.5') });
});

test('a tie is decided by the draw that was entered, and a veto can be lifted', async () => {
  const page = await desk('organizer');
  assert.match(await text(page, '.outstanding'), /“名次”并列，等待抽签/);
  await look(page, 'tie');
  await page.locator('#tie0-1').selectOption('W002');
  await page.locator('#tie0-2').selectOption('W002');
  await page.locator('#tie0-author').fill('监票人李明');
  await page.locator('#tie0-record').fill('抽签记录一');
  await page.getByRole('button', { name: '录入抽签结果' }).click();
  assert.match(await text(page, '.refusal'), /同一单位写了两次/);
  assert.equal(await page.locator('#tie0-author').inputValue(), '监票人李明', 'what was typed is kept');
  await page.locator('#tie0-2').selectOption('W001');
  await page.getByRole('button', { name: '录入抽签结果' }).click();
  assert.match(await text(page, '.tie'), /抽签结果[\s\S]*W002[\s\S]*W001[\s\S]*抽签记录一/);
  assert.match(await text(page, '.complete'), /没有未了事项/);

  await page.locator('#veto summary').click();
  await page.locator('#veto-unit').selectOption('W003');
  await page.locator('#veto-author').fill('市纪委监委');
  await page.locator('#veto-reason').fill('重大责任事故');
  await page.getByRole('button', { name: '录入否决' }).click();
  assert.equal(await page.locator('.veto').count(), 0, 'without the tick nothing is sent');
  await page.locator('#veto-sure').check();
  await page.getByRole('button', { name: '录入否决' }).click();
  assert.match(await text(page, '.veto'), /W003[\s\S]*重大责任事故/);
  await look(page, 'decided');
  await page.locator('.veto summary').click();
  await page.locator('.veto input[name=reason]').fill('复核不成立');
  await page.locator('.veto').getByRole('button').click();
  assert.equal(await page.locator('.veto').count(), 0);
});

/** @param {string} kind */
async function screen(kind) {
  const { page } = await newPage(on.browser, { viewport: { width: 1920, height: 1080 } });
  await page.goto(await on.session.screen(kind));
  await painted(page);
  return page;
}
/** Until a screen shows a text. @param {import('./harness.mjs').Page} page @param {string} words */
const shows = (page, words) => page.locator('#gfx').getByText(words, { exact: true }).filter({ visible: true }).first().waitFor();

test('what was entered is on no screen before the announcement, and half a score neither', async () => {
  const set = { name: 'english', title: '', class: 'public', theme: 'dark', lang: 'en', width: 1920, height: 1080, rate: 50, ground: 'full' };
  const made = await fetch(on.base + '/desk/studio/act', {
    method: 'POST', headers: { Origin: on.base, Accept: 'application/json', 'Content-Type': 'application/json', Cookie: await logIn(on.base) }, body: JSON.stringify({ act: 'set-output', set }),
  });
  assert.equal(made.status, 200);
  const [wall, overlay, english] = await Promise.all([screen('hall'), screen('overlay'), screen('english')]);
  for (const [page, words, name] of /** @type {const} */ ([[wall, '计票已确认', 'wall'], [overlay, '计票已确认', 'overlay'], [english, 'Count confirmed', 'wall in English']])) {
    await shows(page, words);
    assert.doesNotMatch(await page.locator('#gfx').innerText(), /58\.65|总排名|目前排名|无有效评价|结果已公布|已公布|Revealed/);
    await keep(page, `awaits ${name}`);
  }
  await on.session.act('scene', { scene: 'board' });
  await shows(wall, '计票已确认');
  await keep(wall, 'awaits board');
  const page = await desk('organizer');
  await page.goto(`${on.base}/desk/s/${on.session.id}`);
  assert.match(await text(page, '#scenes'), /得分和榜单要等结果公布才上大屏/);
  assert.match(await text(page, 'main'), /得分还要计入外来的数，随结果公布/);
  await keep(page, 'awaits desk');
  await page.goto(`${on.base}/desk/s/${on.session.id}/results`);
  assert.match(await text(page, 'main'), /58\.65|49\.65/, 'those who work on the result see what it comes to');
  assert.match(await text(page, '.downloads'), /尚未公布，不得外传/);
});

/** Takes the step that the page offers. @param {import('./harness.mjs').Page} page @param {string} button */
async function go(page, button) {
  await page.locator('#next-sure').check();
  await page.getByRole('button', { name: button }).click();
}

test('the scrutineer confirms, the organizer announces, puts up for notice and certifies', async () => {
  await on.session.act('end');
  const scrutineer = await desk('scrutineer');
  const organizer = await desk('organizer');
  assert.equal(await scrutineer.locator('form[action$="/figures"]').count(), 0, 'a scrutineer enters nothing');
  await look(scrutineer, 'to confirm');
  await go(scrutineer, '确认结果');
  assert.match(await text(scrutineer, '.next'), /请组织者公布/);
  await organizer.reload();
  assert.equal(await organizer.locator('form[action$="/figures"], #veto').count(), 0, 'a confirmed version is not changed');
  const wall = await screen('hall');
  assert.doesNotMatch(await wall.locator('#gfx').innerText(), /49\.65/, 'confirmed is not announced');
  await go(organizer, '公布结果');
  await shows(wall, '49.65');
  await keep(wall, 'announced board');
  await organizer.locator('#days').fill('5');
  await go(organizer, '开始公示');
  assert.match(await text(organizer, '.way'), /公示[\s\S]*5 天，到 \d{4}-\d\d-\d\d/);
  await look(organizer, 'notice');
  await go(organizer, '审定结果');
  assert.match(await text(organizer, '.next'), /办理完毕/);
});

/** @param {import('./harness.mjs').Page} page @param {string} reason */
async function correct(page, reason) {
  await page.locator('#correct summary').click();
  await page.locator('#correct-reason').fill(reason);
  await page.locator('#correct-sure').check();
  await page.getByRole('button', { name: '开始更正，另成一版' }).click();
}

test('a correction is another version, and the old one stays to be seen', async () => {
  const page = await desk('organizer');
  await correct(page, '误操作');
  await page.locator('#abandon summary').click();
  await page.locator('#abandon-reason').fill('本意是打印第一版');
  await page.getByRole('button', { name: '放弃第 2 版' }).click();
  assert.match(await text(page, 'main > h2'), /第 1 版 +已审定/);
  assert.match(await text(page, '.versions'), /第 2 版 +已放弃[\s\S]*本意是打印第一版/);
  await correct(page, '市统计局来函更正');
  assert.match(await text(page, 'main > h2'), /第 3 版/);
  await upload(page, '编号,日常得分\nW001,90\nW002,70\nW003,95.5\n');
  await page.getByRole('button', { name: '录入这 3 个数' }).click();
  await look(page, 'correction');
  const rank = async (/** @type {string} */ query) => JSON.parse(await on.session.get('/results.json' + query)).units.map((/** @type {any} */ u) => u.rank).join();
  assert.deepEqual([await rank(''), await rank('?version=1'), await rank('?version=3'), await rank('?version=last')], ['2,1,3', '2,1,3', '1,2,3', '1,2,3']);

  await page.getByRole('link', { name: '看第 1 版办理情况' }).click();
  assert.match(await text(page, 'main'), /第 1 版，只能查看/);
  assert.equal(await page.locator('main form').count(), 0);
  await look(page, 'old version');
  await page.locator('header a[hreflang]').click();
  assert.match(await text(page, 'main > h2'), /Version 1 +certified/);
  await page.getByRole('link', { name: 'Work on version 3' }).click();
  await look(page, 'correction in English');
  await go(page, 'Confirm the result');
  await go(page, 'Announce the result');
  assert.equal(await rank(''), '1,2,3', 'with its announcement the correction is what everybody sees');
  await page.goto(`${on.base}/desk/s/${on.session.id}/explain?of=score&unit=W002&version=1`);
  assert.match(await text(page, 'main > h2'), /Version 1/);
  assert.match(await text(page, '.sums'), /97\.00/);
});
