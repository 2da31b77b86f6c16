// A session of each kind from its blank lists, on a desk and on a phone: what is
// typed stays, what is wrong is told beside its field, and the check-in opens.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { everyFault, newPage, startBrowser, startServer } from './harness.mjs';
import { logIn } from './hall.mjs';
import { axeFaults, keep } from './look.mjs';

/** @type {import('./harness.mjs').Server} */ let server;
/** @type {import('./harness.mjs').Browser} */ let browser;
before(async () => { [server, browser] = [await startServer(), await startBrowser()]; });
after(async () => {
  await browser?.close();
  await server?.stop();
  assert.deepEqual(everyFault(), []);
});

/** @param {string} lang @param {number} width */
async function desk(lang, width) {
  const { page, context } = await newPage(browser, { viewport: { width, height: 900 }, locale: lang });
  await context.addCookies((await logIn(server.base)).split('; ').map(cookie => ({ name: cookie.split('=')[0], value: cookie.slice(cookie.indexOf('=') + 1), url: server.base })));
  return { page, context };
}

/** Accessible, and nothing sideways. @param {import('./harness.mjs').Page} page @param {string} name */
async function looks(page, name) {
  await keep(page, name);
  assert.deepEqual(await axeFaults(page), [], name);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, name + ' scrolls sideways');
}

/**
 * A blank list as the page gives it, filled in below its example.
 * @param {import('./harness.mjs').Page} page @param {string} file @param {string[]} rows
 */
async function filled(page, file, rows) {
  const address = await page.locator(`a[download][href$="${file}.csv"]`).getAttribute('href');
  const blank = await (await page.context().request.get(server.base + address)).text();
  assert.match(blank, /^\uFEFF.*\r\n(示例|example) /);
  return { name: file + '.csv', mimeType: 'text/csv', buffer: Buffer.from(blank + rows.join('\r\n') + '\r\n') };
}

/** Units, pledges where they are asked for, and ten people for each category. @param {import('./harness.mjs').Page} page */
async function lists(page) {
  const categories = await page.locator('input[name^="categories."][name$=".label"]').evaluateAll(all => all.map(e => /** @type {HTMLInputElement} */ (e).value).filter(Boolean));
  await page.setInputFiles('#f-units', await filled(page, 'units', ['U1,One,Bureau one,A', 'U2,Two,Bureau two,A', 'U3,Three,Bureau three,B']));
  await page.setInputFiles('#f-roster', await filled(page, 'representatives',
    categories.flatMap((category, n) => Array.from({ length: 10 }, (_, i) => `R${n}-${i},Somebody ${i},${category},`))));
  if (await page.locator('#f-pledges').count()) {
    await page.setInputFiles('#f-pledges', await filled(page, 'pledges', ['U1', 'U2', 'U3'].flatMap(unit => [`${unit}-1,${unit},last year,Fees are published`, `${unit}-2,${unit},,Open until eight`])));
  }
}

const kinds = ['windows', 'pledges', 'double', 'best-worst', 'monitoring'];
for (const [i, kind] of kinds.entries()) {
  const [lang, width] = /** @type {[string, number]} */ (i % 2 ? ['en', 390] : ['zh-CN', 1280]);
  test(`a session of the kind ${kind} is made from its blank lists and opens its check-in: ${lang}, ${width} wide`, async () => {
    const { page, context } = await desk(lang, width);
    await page.goto(server.base + '/desk');
    await page.click('a[href="/desk/new"]');
    await looks(page, `new ${lang}`);
    await page.click(`a[href="/desk/new/${kind}"]`);
    await looks(page, `${kind} ${lang}`);
    await lists(page);
    await page.fill('#f-title', `Round three ${kind}`);
    const days = await page.locator('#f-seconds').count() === 0;
    if (days) for (const [field, value] of [['opens', '2099-03-01T09:00'], ['closes', '2099-03-08T18:00']]) await page.fill('#f-' + field, value);
    else await page.fill('#f-seconds', '75');
    await page.click('button[value=create]');
    await page.locator('.draft').waitFor();
    const facts = await page.locator('.facts').innerText();
    for (const word of days ? ['2099-03-01 09:00', '2099-03-08 18:00'] : ['75']) assert.ok(facts.includes(word), `${word} is in the draft: ${facts}`);
    await keep(page, `${kind} draft ${lang}`);
    await page.click('form:has([value=issue]) button');
    await page.click('form:has([value=publish]) button');
    await page.locator('.band-published').waitFor();
    assert.equal(await page.locator('#session-title').textContent(), `Round three ${kind}`);
    await context.close();
  });
}

for (const [lang, width] of /** @type {[string, number][]} */ ([['zh-CN', 1280], ['en', 360]])) {
  test(`what is wrong stands beside its field, and everything typed stays: ${lang}, ${width} wide`, async () => {
    const { page, context } = await desk(lang, width);
    await page.goto(server.base + '/desk/new/monitoring');
    await lists(page);
    await page.locator('#change > summary').click();
    await looks(page, `monitoring open ${lang}`);
    await page.fill('[name="grades.3.points"]', 'thirty');
    await page.fill('[name="categories.0.label"]', '');
    await page.fill('[name="values.2"]', '');
    await page.check('#secrecy-1');
    await page.click('button[value=create]');
    assert.equal(await page.locator('.faults li').count(), 3);
    await looks(page, `monitoring wrong ${lang}`);
    await page.locator('.faults a').first().click();
    assert.equal(await page.evaluate(() => location.hash), '#f-grades-3-points');
    for (const [name, value] of [['grades.3.points', 'thirty'], ['categories.0.label', ''], ['values.2', '']]) {
      const field = page.locator(`[name="${name}"]`);
      assert.equal(await field.inputValue(), value);
      assert.equal(await field.getAttribute('aria-invalid'), 'true');
      assert.equal(await field.isVisible(), true);
    }
    assert.equal(await page.isChecked('#secrecy-1'), true);
    assert.equal(await page.locator('.kept').count(), 2, 'both lists are kept');
    await page.fill('[name="grades.3.points"]', '25');
    await page.fill('[name="categories.0.label"]', 'Firms');
    await page.fill('[name="values.2"]', '90');
    await page.locator('#change button[value=show]').click();
    assert.equal(await page.locator('#form-faults').count(), 0);
    const said = await page.locator('.said').innerText();
    for (const word of ['25', 'Firms', '90']) assert.ok(said.includes(word), `${word} is in the rules: ${said}`);
    await context.close();
  });
}

test('Enter in a field says the rules again and makes nothing', async () => {
  const { page, context } = await desk('zh-CN', 1280);
  await page.goto(server.base + '/desk/new/windows');
  await lists(page);
  await page.fill('#f-title', '按回车');
  await page.press('#f-title', 'Enter');
  await page.locator('.kept').first().waitFor();
  assert.equal(await page.inputValue('#f-title'), '按回车');
  assert.equal(new URL(page.url()).pathname, '/desk/new/windows');
  await context.close();
});
