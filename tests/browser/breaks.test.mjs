// Words on a ballot stay whole: none is broken over two lines and none runs over its
// box, in both languages, on narrow phones and with the text at 200 %.
import test from 'node:test';
import assert from 'node:assert/strict';
import { newPhone } from './harness.mjs';
import { evening, openSession } from './hall.mjs';
import { choice, heading, matrix, press } from './forms.mjs';
import { keep } from './look.mjs';
import { scan } from './touch.mjs';

/** @typedef {import('./harness.mjs').Page} Page */
/** @typedef {{grades: object[], criteria: string[], units: string, pledges: string, scale: object[], lists: string[], go: string[]}} Tongue */

const opinion = (/** @type {string[]} */ ...labels) => labels.map((label, i) => (i + 1 < labels.length ? { label, points: 100 - 20 * i } : { label, in_base: false }));

/** What an author would have written in each language. @type {{[locale: string]: Tongue}} */
const tongues = {
  'zh-CN': {
    grades: opinion('满意', '基本满意', '不满意', '不了解'), scale: [{ label: '弃权', in_base: true }, { label: '不了解情况', in_base: false }],
    criteria: ['履行职责', '优化营商环境', '为民服务', '党建工作', '廉洁勤政'], lists: ['最满意单位', '最不满意单位'],
    units: '编号,单位,部门,类别\nW1,市市场监督管理局登记注册窗口,市市场监督管理局,政务服务\nW2,市人力资源社会保障局综合服务窗口,市人社局,政务服务',
    pledges: '承诺编号,部门编号,年度,承诺事项\nW1-1,W1,上年承诺,收费项目全部公示\nW2-1,W2,今年承诺,一次性告知办理所需的全部材料，不让群众多跑一趟',
    go: ['开始填写', '下一个', '检查并提交', '目录', '返回'],
  },
  en: {
    grades: opinion('Satisfied', 'Fairly satisfied', 'Dissatisfied', "Don't know"), scale: [{ label: 'Abstention', in_base: true }, { label: "Don't know", in_base: false }],
    criteria: ['Duties', 'Business environment', 'Service', 'Party work', 'Integrity'], lists: ['Most satisfied', 'Least satisfied'],
    units: 'number,unit,department,class\nW1,Market supervision and registration,Market supervision bureau,Services\nW2,Transport and housing,Transport bureau,Services',
    pledges: 'no,unit,year,pledge\nW1-1,W1,last year,All charges are published\nW2-1,W2,this year,Whoever applies hears at once which documents are wanted',
    go: ['Begin', 'Next', 'Check and hand in', 'Contents', 'Back'],
  },
};

/** The rules of each form of ballot, by the words of a language. @type {{[form: string]: (t: Tongue) => object}} */
const forms = {
  windows: t => ({ grades: t.grades }),
  pledges: t => ({
    grades: t.grades, criteria: 'each pledge of the unit, equal weights', places: undefined,
    pipeline: ['mean over votes with an opinion inside each category', 'weighted mean over categories with such a vote',
      'round half up, 2 places, per pledge', "mean over the unit's pledges", 'round half up, 2 places'],
  }),
  matrix: t => ({ ...matrix, grades: t.grades, criteria: t.criteria.map(label => ({ label, weight: 20 })) }),
  choice(t) {
    const rules = choice(2);
    const [best, worst] = rules.ballot.choose;
    const [share, rank, ticks] = rules.steps;
    return {
      ...rules, ballot: { ...rules.ballot, choose: [{ ...best, list: t.lists[0] }, { ...worst, list: t.lists[1] }] },
      steps: [{ ...share, list: t.lists[0] }, rank, { ...ticks, labels: [t.lists[1]] }],
    };
  },
  numbers: t => numbers(t, 'one unit'),
  'numbers on a form': t => ({ ...numbers(t, 'all units'), mode: 'self-paced', reveal: 'revealed' }),
};

/** @param {Tongue} t @param {string} sheet */
const numbers = (t, sheet) => ({
  rulebook: 2, grades: undefined, criteria: undefined, pipeline: undefined, rank: undefined, places: undefined,
  ballot: { sheet, numbers: { from: 0, to: 10, step: 1 }, grades: t.scale },
  steps: [
    { name: '得分', do: 'mean', of: 'marks', round: { places: 2, mode: 'half up' } },
    { name: '合计', do: 'weighted mean', of: '得分', over: 'category', missing: 'renormalise', round: { places: 2, mode: 'half up' } },
    { name: '名次', do: 'rank', of: '合计', inside: 'all', style: '1224', first: 'high' },
  ],
  result: { score: '合计', rank: '名次' },
});

const on = evening();

/**
 * Runs in the page: words over two lines, and text beyond its box. Chinese text may be
 * broken behind any sign; in grades and on the buttons of the bar its words stay whole too.
 * @param {string} lang
 */
function broken(lang) {
  const faults = [];
  const words = new Intl.Segmenter(lang, { granularity: 'word' });
  const said = 'button, a, .face, .tick .face > span, .hint, legend, summary, #far, #kept, #hint, #told, .card, .done, h2';
  for (const e of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(said))) {
    if (!e.offsetParent) continue;
    if (e.scrollWidth > e.clientWidth && getComputedStyle(e).display !== 'inline') faults.push(`beyond its box: ${e.textContent}`);
    const box = e.getBoundingClientRect();
    for (const node of e.childNodes) {
      if (node.nodeType !== Node.TEXT_NODE) continue;
      for (const { segment, index, isWordLike } of words.segment(node.textContent || '')) {
        if (!isWordLike || (/[^ -\u024F’]/.test(segment) && !e.matches('.grade .face, #bar button, .bar .button, nav a'))) continue;
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + segment.length);
        const lines = [...range.getClientRects()];
        if (new Set(lines.map(line => Math.round(line.top))).size > 1) faults.push(`broken: ${segment} in ${e.textContent}`);
        if (lines.some(line => line.left < box.left || line.right > box.right)) faults.push(`over the border: ${segment} in ${e.textContent}`);
      }
    }
  }
  return faults;
}

/** The page in every width and size of type, also with everything chosen, which is bold. @param {Page} page @param {string} name @param {string} lang */
async function whole(page, name, lang) {
  /** @type {string[]} */ const faults = [];
  for (const [width, height] of [[320, 640], [360, 740], [412, 915]]) {
    await page.setViewportSize({ width, height });
    for (const size of ['100 %', 'big', '200 %']) {
      await page.evaluate(as => {
        document.documentElement.classList.toggle('big', as === 'big');
        document.documentElement.style.fontSize = as === '200 %' ? '225%' : '';
        dispatchEvent(new Event('resize'));
      }, size);
      await keep(page, `breaks ${name} ${width} ${size}`);
      faults.push(...(await page.evaluate(broken, lang)).map(fault => `${name} ${width} ${size}: ${fault}`));
      await page.evaluate(() => document.querySelectorAll('.face').forEach(e => { /** @type {HTMLElement} */ (e).style.fontWeight = '700'; }));
      faults.push(...(await page.evaluate(broken, lang)).map(fault => `${name} ${width} ${size}, chosen: ${fault}`));
      await page.evaluate(() => document.querySelectorAll('.face').forEach(e => { /** @type {HTMLElement} */ (e).style.fontWeight = ''; }));
    }
  }
  await page.evaluate(() => {
    document.documentElement.className = document.documentElement.className.replace(/\bbig\b/, '');
    document.documentElement.style.fontSize = '';
  });
  await page.setViewportSize({ width: 360, height: 740 });
  return [...new Set(faults)];
}

/** @param {string} form @param {string} locale */
async function open(form, locale) {
  const t = tongues[locale];
  const session = await openSession(on.base, { units: t.units, rulebook: forms[form](t), pledges: form === 'pledges' ? t.pledges : undefined });
  await session.act('stage', { item: 1 });
  await session.act('open', { item: 1, seconds: 600 });
  return session;
}

for (const locale of Object.keys(tongues)) {
  for (const form of ['windows', 'pledges', 'numbers']) {
    test(`no word is broken on a ballot of ${form}: ${locale}`, async () => {
      const session = await open(form, locale);
      const { page, context } = await newPhone(on.browser, { locale });
      await scan(page, on.base, session.cards[0]);
      await page.locator('#submit').waitFor();
      const faults = await whole(page, `${form} ${locale}`, locale);
      for (const row of await page.locator('.grade:first-child').all()) await row.tap();
      await page.tap('#submit');
      await page.locator('#change').waitFor();
      assert.deepEqual(faults.concat(await whole(page, `${form} recorded ${locale}`, locale)), []);
      await context.close();
    });
  }
  for (const form of ['matrix', 'choice', 'numbers on a form']) {
    test(`no word is broken on a form of ${form}: ${locale}`, async () => {
      const session = await open(form, locale);
      const [begin, next, review, contents, back] = tongues[locale].go;
      const { page, context } = await newPhone(on.browser, { locale });
      await scan(page, on.base, session.cards[0]);
      const faults = await whole(page, `${form} cover ${locale}`, locale);
      await press(page, begin);
      faults.push(...await whole(page, `${form} first ${locale}`, locale));
      await page.locator(form === 'choice' ? '.tick' : '.grade').first().tap();
      if (form !== 'choice') {
        await press(page, contents);
        faults.push(...await whole(page, `${form} contents ${locale}`, locale));
        await page.goBack();
      }
      await press(page, next);
      faults.push(...await whole(page, `${form} last ${locale}`, locale));
      await press(page, review);
      faults.push(...await whole(page, `${form} review ${locale}`, locale));
      await press(page, back);
      assert.deepEqual(faults.concat(await whole(page, `${form} begun ${locale}`, locale)), []);
      await context.close();
    });
    test(`no word is broken on a form of ${form} without a script: ${locale}`, async () => {
      const session = await open(form, locale);
      const { page, context } = await newPhone(on.browser, { locale });
      await scan(page, on.base, session.cards[0]);
      const faults = [];
      for (const at of form === 'choice' ? ['1', '2', 'review'] : ['1', '2', 'contents', 'review']) {
        await page.goto(`${on.base}/v/form?at=${at}`);
        await heading(page, (await page.locator('h1').textContent()) || '');
        faults.push(...await whole(page, `plain ${form} ${at} ${locale}`, locale));
      }
      assert.deepEqual(faults, []);
      await context.close();
    });
  }
}
