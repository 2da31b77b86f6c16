// The page of results: read on three widths, by a screen reader, and on paper.
import test, { after } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newPage } from './harness.mjs';
import { barePhone, dealer, evening, logIn, openSession } from './hall.mjs';
import { axeFaults, keep } from './look.mjs';

const criteria = ['依法办事', '办事效率', '服务态度', '清正廉洁', '政务公开与接受监督'];
const once = { places: 2, mode: 'half up' };

const on = evening(undefined, {
  units: 8,
  rulebook: {
    rulebook: 2, reveal: 'revealed', mode: undefined, one_vote: undefined, grades: undefined, criteria: undefined, pipeline: undefined, places: undefined, rank: undefined, recusal: undefined,
    ballot: {
      sheet: 'one unit', criteria: criteria.map(label => ({ label, weight: 20 })),
      grades: [{ label: '满意', points: 100 }, { label: '基本满意', points: 80 }, { label: '不满意', points: 30 }, { label: '不了解', in_base: false }],
    },
    steps: [
      { name: '类内平均', do: 'mean', of: 'marks' },
      { name: '各项得分', do: 'weighted mean', of: '类内平均', over: 'category', missing: 'renormalise', round: once },
      { name: '得分', do: 'weighted mean', of: '各项得分', over: 'criterion', missing: 'renormalise', round: once },
      { name: '类内名次', do: 'rank', of: '得分', inside: 'class', style: '1224', first: 'high' },
      { name: '名次', do: 'rank', of: '得分', inside: 'all', style: '1224', first: 'high' },
    ],
    result: { score: '得分', 'criterion score': '各项得分', rank: '名次', 'rank in class': '类内名次' },
  },
});

/** Ballots of a unit: three phones, each with a mark for every criterion. The first two units get the same. @param {number} item */
const marks = item => [0, 1, 2].map(phone => criteria.map((_, k) => '0123'[(Math.max(item, 2) * (phone + k)) % (phone ? 4 : 3)]).join(''));

/** @param {number} width @param {string} lang @param {string} session */
async function resultsPage(width, lang = 'zh-CN', session = on.session.id) {
  const made = await newPage(on.browser, { viewport: { width, height: 1000 }, locale: lang });
  const cookies = (await logIn(on.base)).split('; ').map(cookie => cookie.split('='));
  await made.context.addCookies(cookies.map(([name, value]) => ({ name, value, url: on.base })));
  await made.page.goto(`${on.base}/desk/s/${session}/results`);
  return made;
}

test('before anything was confirmed the page says so, and has no picture', async () => {
  const { page, context } = await resultsPage(1440);
  assert.match(await page.locator('.empty').innerText(), /还没有已确认的单位/);
  assert.equal(await page.locator('svg').count(), 0);
  assert.deepEqual(await axeFaults(page, true), []);
  await context.close();
});

test('results are confirmed', async () => {
  const phones = [];
  for (let i = 0; i < 3; i += 1) phones.push(await barePhone(on.base, on.deal()));
  for (let item = 1; item <= 8; item += 1) {
    await on.next();
    await on.open();
    const { item: staged } = await on.session.state();
    for (const [i, said] of marks(item).entries()) await phones[i].cast(staged, said);
    for (const act of ['close', 'confirm', 'reveal']) await on.act(act);
  }
});

for (const [width, lang] of /** @type {[number, string][]} */ ([[390, 'zh-CN'], [1440, 'zh-CN'], [1920, 'zh-CN'], [390, 'en'], [1440, 'en']])) {
  test(`at ${width} pixels in ${lang} the page can be read by everybody, and does not scroll sideways`, async () => {
    const { page, context } = await resultsPage(width, lang);
    if (lang === 'en' ? width === 1440 : width === 390) assert.deepEqual(await axeFaults(page, true), []); // names, roles and colours are the same in all widths
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
    assert.deepEqual(await page.evaluate(overlaps), []);
    await keep(page, `results ${width} ${lang}`);
    await context.close();
  });
}

test('on a phone a table that is moved sideways still says whose row it is', async () => {
  const { page, context } = await resultsPage(390);
  const seen = await page.evaluate(() => {
    const table = /** @type {HTMLElement} */ (document.querySelector('.ranking .scroll'));
    table.scrollLeft = 1000;
    const left = table.getBoundingClientRect().left;
    return { moved: table.scrollLeft, at: [...table.querySelectorAll('tbody th, thead th:nth-child(2)')].map(th => Math.round(th.getBoundingClientRect().left - left)) };
  });
  assert.ok(seen.moved > 100, 'it is wider than the phone');
  assert.deepEqual(seen.at.filter(at => at !== 0), []);
  await keep(page, 'results moved sideways');
  await context.close();
});

/** Texts of one picture that run into each other, or out of it. Runs in the page. */
function overlaps() {
  const faults = [];
  for (const svg of document.querySelectorAll('svg.chart')) {
    const own = svg.getBoundingClientRect();
    const boxes = [...svg.querySelectorAll('text:not(.mark)')].map(e => ({ said: e.textContent, box: e.getBoundingClientRect() })).filter(t => t.box.width > 0);
    for (const [i, a] of boxes.entries()) {
      if (a.box.right > own.right + 8 || a.box.left < own.left - 8) faults.push(`${a.said} leaves the picture`);
      for (const b of boxes.slice(i + 1)) {
        const wide = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
        const high = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
        if (wide > 1 && high > 4) faults.push(`${a.said} and ${b.said} overlap by ${wide} x ${high}`);
      }
    }
  }
  return faults;
}

test('what a picture says is in its table, row by row', async () => {
  const { page, context } = await resultsPage(1440);
  for (const [picture, table] of [['chart-dots', '.ranking table'], ['chart-shares', '#chart-shares-table table'], ['chart-turnout', '#chart-turnout-table table']]) {
    const rows = await page.evaluate(([svgs, trs]) => {
      const drawn = [...document.querySelectorAll(svgs)].filter(g => g.querySelector('text'))
        .map(g => [...g.querySelectorAll('text')].flatMap(t => (t.textContent ?? '').replace(/^n |并列/, '').split(/ \/ | · | %/)).filter(Boolean));
      const listed = [...document.querySelectorAll(trs)].map(tr => [...tr.children].map(cell => cell.firstChild?.textContent?.trim() ?? ''));
      return { drawn, listed };
    }, [`#${picture} svg > g`, `${table} tbody tr`]);
    assert.equal(rows.drawn.length, rows.listed.length, picture);
    for (const [i, said] of rows.drawn.entries()) for (const text of said) assert.ok(rows.listed[i].includes(text), `${picture}: ${text} is not in ${rows.listed[i]}`);
  }
  const ranks = await page.locator('.ranking tbody tr td:first-child').allInnerTexts();
  const shared = ranks.filter(one => ranks.indexOf(one) !== ranks.lastIndexOf(one));
  assert.ok(shared.length >= 2, 'units share a place');
  assert.deepEqual(await page.locator('#chart-dots text', { hasText: /^并列/ }).allTextContents(), shared.map(place => '并列' + place));
  await context.close();
});

test('dots stand in the order of the numbers in the heat table, all on one scale', async () => {
  const { page, context } = await resultsPage(1440);
  const columns = await page.evaluate(() => {
    const dots = [...document.querySelectorAll('#chart-criteria svg > g')].filter(g => g.querySelector('circle')).map(g => [...g.querySelectorAll('circle')].map(c => parseFloat(c.getAttribute('cx') ?? '')));
    const cells = [...document.querySelectorAll('.heat tbody tr')].map(tr => [...tr.querySelectorAll('td')].slice(2).map(td => Number(td.textContent)));
    return dots[0].map((_, k) => dots.map((row, i) => ({ at: row[k] - k * 20, score: cells[i][k] })));
  });
  assert.equal(columns.length, criteria.length);
  const all = columns.flat().sort((a, b) => a.at - b.at);
  for (const [i, { score }] of all.entries()) assert.ok(!i || score >= all[i - 1].score - 0.5, JSON.stringify(all.slice(i - 1, i + 1)));
  await context.close();
});

const folder = mkdtempSync(join(tmpdir(), 'pingyi-pdf-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const poppler = spawnSync('pdftotext', ['-v']).error === undefined;

/**
 * The pages of the sheet on paper, as text.
 * @param {string} lang @param {string} name @param {string} [session] @param {(page: import('./harness.mjs').Page) => Promise<any>} [change] what comes before it is printed
 * @returns {Promise<string[]>}
 */
async function paper(lang, name, session, change) {
  const { page, context } = await resultsPage(1440, lang, session);
  await change?.(page);
  const file = join(folder, name + '.pdf');
  writeFileSync(file, await page.pdf({ preferCSSPageSize: true }));
  if (process.env.SHOTS) copyFileSync(file, join(process.env.SHOTS, `results-${name}.pdf`));
  await context.close();
  return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).split('\f').slice(0, -1).map(text => text.replace(/[ \n]+/g, ' '));
}

test('the sheet on paper has what is signed, on as few pages as it needs, each with its name and number', { skip: poppler ? false : 'there is no pdftotext here' }, async () => {
  const pages = await paper('zh-CN', 'zh');
  const { title } = await on.session.results();
  assert.ok(pages.length <= 6, pages.map(text => text.slice(0, 80)).join('\n'));
  for (const text of ['评议结果报告单', title, '发出', '签到', '收回', '有效', '无效', '评分办法校验值', '封存检查点', '核验公钥', '监票人', '计票人', '主持人', '日期']) {
    assert.ok(pages[0].includes(text), `the first page lacks ${text}: ${pages[0]}`);
  }
  for (const [i, text] of pages.entries()) {
    assert.match(text, new RegExp(`演练 · 评议结果报告单 · .*校验码 ?[0-9A-Z]{4}-[0-9A-Z]{4}.*${i + 1} ?/ ?${pages.length}`), 'page ' + (i + 1));
  }
  assert.ok(pages.some(text => text.includes('各指标得分表')) && pages.some(text => text.includes('各类代表的评议')) && pages.some(text => text.includes('表态票')));
  assert.ok((await paper('en', 'en'))[0].includes('Scrutineers'));
});

/**
 * Leaves on the page only what is found by a selector, once for each height from which it is to begin on a page of its own.
 * Runs in the page. @param {{selector: string, heights: number[]}} what in millimetres
 */
function setAt({ selector, heights }) {
  const main = /** @type {HTMLElement} */ (document.querySelector('main'));
  const all = heights.flatMap(height => {
    const space = document.createElement('div');
    Object.assign(space.style, { height: height + 'mm', breakBefore: 'page' });
    return [space, ...[...document.querySelectorAll(selector)].map(e => e.cloneNode(true))];
  });
  document.querySelector('.session-head')?.remove();
  main.replaceChildren(...all);
}

/** @param {number} from @param {number} to */
const every3 = (from, to) => Array.from({ length: Math.ceil((to - from) / 3) }, (_, i) => from + 3 * i);

test('wherever on a page a table begins, its caption has its first rows below it', { skip: poppler ? false : 'there is no pdftotext here' }, async () => {
  const { units } = await on.session.results();
  const at = every3(215, 269); // the foot of a page, of which 269 are written on
  const pages = await paper('zh-CN', 'captions', on.session.id, page => page.evaluate(setAt, { selector: '#chart-shares-table', heights: at }));
  const begun = pages.filter(text => /表态票/.test(text));
  assert.equal(begun.length >= at.length, true, 'every table is there');
  for (const text of begun) {
    const rows = units.filter((/** @type {any} */ u) => text.replaceAll(' ', '').includes(u.name)).length;
    assert.ok(rows >= (/等次分布/.test(text) ? 3 : 2), `${rows} rows on a page: ${text}`);
  }
});

test('wherever on a page the places end, who signs has the last of them on the same page', { skip: poppler ? false : 'there is no pdftotext here' }, async () => {
  const { units } = await on.session.results();
  const at = every3(80, 200);
  const pages = await paper('zh-CN', 'signed', on.session.id, page => page.evaluate(setAt, { selector: '.ranking, .signed', heights: at }));
  const signed = pages.filter(text => /监票人/.test(text));
  assert.equal(signed.length, at.length);
  for (const text of signed) {
    assert.match(text, /评分办法校验值.*主持人.*日期/, 'what is signed is in one');
    const rows = units.filter((/** @type {any} */ u) => text.replaceAll(' ', '').includes(u.name)).length;
    assert.ok(rows >= 2, `signatures stand below ${rows} rows: ${text}`);
  }
  const across = await paper('zh-CN', 'across', on.session.id, async page => {
    await page.evaluate(() => document.querySelector('.ranking')?.classList.add('wide')); // as one of more than twelve columns is
    await page.evaluate(setAt, { selector: '.ranking, .signed', heights: [0] });
  });
  assert.ok(across.some(text => /名次.*监票人/.test(text)), 'and so it is on a page across');
});

const choice = {
  rulebook: 2, mode: 'self-paced', reveal: undefined, one_vote: undefined, grades: undefined, criteria: undefined, pipeline: undefined, places: undefined, rank: undefined, recusal: undefined,
  categories: ['人大代表', '政协委员', '企业代表', '个体工商户代表', '城乡居民代表', '特邀监察员'].map(label => ({ label })), // a tick is a tick
  ballot: { sheet: 'all units', over_vote: 'void ballot', choose: [{ list: '最满意', at_most: 10 }, { list: '最不满意', at_most: 10 }] },
  steps: [
    { name: '合计', do: 'sum', of: 'ticks', over: 'category' },
    { name: '得票率', do: 'share', of: '合计', list: '最满意', base: 'valid', round: once },
    { name: '名次', do: 'rank', of: '得票率', inside: 'all', style: '1224', first: 'high' },
    { name: '十佳', do: 'cut', of: '得票率', inside: 'all', first: 'high', take: 10, tied_at_the_cut: 'expand' },
    { name: '最不满意票', do: 'pick', of: '合计', axis: 'list', labels: ['最不满意'] },
    { name: '十差', do: 'cut', of: '最不满意票', inside: 'all', first: 'high', take: 10, tied_at_the_cut: 'expand', not_on: ['十佳'] },
  ],
  result: { score: '得票率', rank: '名次', 'ten best': '十佳', 'ten worst': '十差' },
};

test('ten best and ten worst of thirty stand on the first page, with the cut and the margin, and are signed below', { skip: poppler ? false : 'there is no pdftotext here' }, async () => {
  const session = await openSession(on.base, { units: 30, rulebook: choice });
  const deal = dealer(session, () => true);
  await session.act('stage', { item: 1 });
  await session.act('open', { item: 1, seconds: 600 });
  for (let voter = 0; voter < 11; voter += 1) {
    const phone = await barePhone(on.base, deal());
    const units = Array.from({ length: 30 }, (_, unit) => unit);
    const best = units.map(unit => (unit < 9 || unit === (voter ? 9 : 10) ? '0' : '-')); // the eleventh has one vote
    const worst = units.map(unit => (unit >= 29 - voter % 9 ? '0' : '-'));
    await phone.cast({ id: 1, run: 1, unit: { id: '' } }, [...best, ...worst].join(''));
  }
  for (const act of ['close', 'confirm', 'reveal']) await session.act(act, { item: 1, reason: '演练' });
  for (const width of [390, 1440]) {
    const { page, context } = await resultsPage(width, 'zh-CN', session.id);
    assert.deepEqual(await axeFaults(page, true), []);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
    assert.deepEqual(await page.evaluate(overlaps), []);
    assert.equal(await page.locator('.made-list').first().locator('tbody tr:not(.cut)').count(), 11);
    await keep(page, `lists ${width}`);
    await context.close();
  }
  const pages = await paper('zh-CN', 'lists', session.id);
  assert.match(pages[0], /十佳.*十差.*取前 10 名，入选 10 个，与名单外第一名相差 81\.82/);
  assert.ok(pages.slice(0, 2).some(text => text.includes('监票人')), pages.map(text => text.slice(0, 80)).join('\n'));
});
