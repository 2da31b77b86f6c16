// The director's desk against the real control room: what is pressed goes out, what must not go out
// is refused in words, and nothing that matters is kept on the page.
import test from 'node:test';
import assert from 'node:assert/strict';
import { until } from './harness.mjs';
import { evening, logIn, openSession } from './hall.mjs';
import { axeFaults, keep } from './look.mjs';
import { on as onAir, openDesk, station, status, tuneTo, wantOn } from './director.mjs';

/** @type {import('./harness.mjs').Page} */ let desk;
/** @type {Awaited<ReturnType<typeof station>>} */ let pgm;

const on = evening(async () => {
  desk = await openDesk(on.browser, on.base);
  pgm = await station(on.browser, desk, 'pgm');
}, { rehearsal: false });

/** How an output stands, by the lamp beside panic. @param {string} name @param {string} kind @param {string} [word] */
const lamp = (name, kind, word = '') => desk.locator(`#lamp-${name}.is-${kind}`, { hasText: word }).waitFor();

/** A strap lies on preview and is armed; program is empty. */
async function armStrap() {
  await desk.keyboard.press('x');
  await wantOn(desk, 'pgm', '');
  await cue('strap').click();
  await wantOn(desk, 'pvw', 'lower:strap');
  await desk.keyboard.press('a');
  await desk.locator('.go-row.is-armed', { hasText: '播出人名条' }).waitFor();
}

const cue = (/** @type {string} */ scene) => desk.locator(`[data-cue^="${scene}|"]`);

test('a session is tuned in, a cue is laid on preview, and TAKE brings it to program, which confirms', async () => {
  await tuneTo(desk, on.session.id);
  await until('program is tuned too', async () => (await status(desk)).outputs.find(o => o.name === 'pgm')?.session === on.session.id);
  await on.next();
  await desk.locator('#rows [aria-current=step]').waitFor();
  await cue('strap').click();
  await wantOn(desk, 'pvw', 'lower:strap');
  await desk.locator('#preview.is-lit iframe').waitFor();
  assert.match(String(await desk.locator('#preview iframe').getAttribute('src')), /^\/gfx\/pvw#.{26}$/);
  await desk.keyboard.press('Space');
  await wantOn(desk, 'pgm', 'lower:strap');
  await wantOn(desk, 'pvw', '');
  await desk.locator('#ack.is-done', { hasText: '已上屏' }).waitFor();
  await desk.locator('[data-output=pgm].is-good').waitFor();
  assert.deepEqual(await pgm.scenes(), ['strap']);
  await desk.locator('#program.is-lit').waitFor();
});

test('an output that does not answer within a second is named, in amber', async () => {
  await pgm.answer(false);
  await cue('bug').click();
  await wantOn(desk, 'pvw', 'bug:bug');
  await desk.locator('#do-take').click();
  await desk.locator('#ack.is-late', { hasText: 'PGM' }).waitFor();
  await desk.locator('[data-output=pgm].is-late').waitFor();
  await lamp('pgm', 'late');
  await pgm.answer(true);
  await lamp('pgm', 'good', '已上屏');
  await desk.locator('[data-output=pgm].is-good').waitFor();
});

test('what no page of an output paints is named, in amber, and TAKE is not confirmed', async () => {
  await pgm.paintOnly('bug');
  await lamp('pgm', 'late', '缺场景');
  for (const at of ['#lamp-pgm', '[data-output=pgm] .state']) assert.match(String(await desk.locator(at).getAttribute('title')), /没有页面在画：人名条$/);
  await desk.locator('[data-output=pgm].is-late .state', { hasText: '有场景未上屏' }).waitFor();
  await cue('countdown').click();
  await wantOn(desk, 'pvw', 'lower:countdown');
  await desk.locator('#do-take').click();
  await desk.locator('#ack.is-late', { hasText: 'PGM' }).waitFor();
  const other = await station(on.browser, desk, 'pgm');
  await other.paintOnly('countdown');
  await lamp('pgm', 'good', '已上屏');
  assert.equal(await desk.locator('[data-output=pgm] .state').getAttribute('title'), null);
  await other.page.context().close();
  await pgm.paintOnly('');
  await cue('strap').click();
  await wantOn(desk, 'pvw', 'lower:strap');
  await desk.locator('#do-take').click();
  await desk.locator('#ack.is-done', { hasText: '已上屏' }).waitFor();
});

test('what is pressed right after a cue is about that cue, however long the answer takes', async () => {
  await desk.keyboard.press('x');
  await wantOn(desk, 'pgm', '');
  await desk.locator('#do-take[aria-disabled=true]', { hasText: '预监上没有画面' }).waitFor();
  await desk.route('**/desk/studio/act', async route => { await new Promise(resolve => { setTimeout(resolve, 300); }); await route.continue(); });
  await cue('strap').click();
  await desk.keyboard.press('Space');
  await wantOn(desk, 'pgm', 'lower:strap');
  await desk.unroute('**/desk/studio/act');
  await cue('bug').click();
  await wantOn(desk, 'pvw', 'bug:bug');
  await desk.keyboard.press('Space');
  await wantOn(desk, 'pgm', 'bug:bug lower:strap');
});

test('what has not been revealed is said before anybody presses, and refused when somebody does', async () => {
  await cue('score-card').filter({ hasText: '还不能播出' }).waitFor();
  await cue('score-card').click();
  await wantOn(desk, 'pvw', 'lower:score-card');
  await desk.locator('#do-take[aria-disabled=true]').waitFor();
  await desk.keyboard.press('Space');
  await desk.locator('#said', { hasText: '结果还没有亮出' }).waitFor();
  assert.equal(await onAir(desk, 'pgm'), 'bug:bug lower:strap');
});

test('what is on is taken out layer by layer, then all of it', async () => {
  await desk.locator('#out-program-bug').click();
  await wantOn(desk, 'pgm', 'lower:strap');
  await desk.keyboard.press('x');
  await wantOn(desk, 'pgm', '');
});

test('panic is one key and latched: nothing comes on until it is released, which takes two presses', async () => {
  await cue('strap').click();
  await wantOn(desk, 'pvw', 'lower:strap');
  await desk.keyboard.press('Space');
  await wantOn(desk, 'pgm', 'lower:strap');
  await desk.keyboard.press('Escape');
  await wantOn(desk, 'pgm', '');
  await desk.locator('.latched', { hasText: '急停' }).waitFor();
  await desk.locator('#ack.is-done, #ack.is-late').waitFor();
  await lamp('pgm', 'stop', '已清');
  await lamp('sealed', 'none', '无页面');
  await cue('strap').click();
  await wantOn(desk, 'pvw', 'lower:strap');
  await desk.locator('#do-take[aria-disabled=true]', { hasText: '急停' }).waitFor();
  await desk.locator('#unpanic').click();
  assert.ok((await status(desk)).outputs.some(o => o.panic), 'one press releases nothing');
  await desk.locator('#unpanic-sure').click();
  await until('panic is released', async () => !(await status(desk)).outputs.some(o => o.panic));
  assert.equal(await onAir(desk, 'pgm'), '', 'nothing comes back by itself');
});

test('the lamps of all outputs are in sight on a small screen, and each finds its row', async () => {
  await desk.setViewportSize({ width: 1366, height: 768 });
  const names = (await status(desk)).outputs.map(o => o.name);
  const within = (/** @type {string} */ at) => desk.locator(at).evaluate(e => {
    const box = e.getBoundingClientRect();
    const around = (e.closest('.scroll') ?? document.documentElement).getBoundingClientRect();
    return box.top >= around.top && box.bottom <= around.bottom && box.right <= innerWidth;
  });
  for (const name of names) assert.ok(await within(`#lamp-${name}`), name);
  for (const name of [names[names.length - 1], names[0]]) {
    await desk.locator(`#lamp-${name}`).click();
    await desk.locator(`tr[data-output=${name}].is-sought`).waitFor();
    assert.ok(await within(`tr[data-output=${name}]`), `the row of ${name} is in sight`);
  }
  await desk.setViewportSize({ width: 1440, height: 900 });
});

test('the desk is the same after it and the server were begun anew', async () => {
  await desk.locator('#to-hall').check();
  await until('the room knows where a take goes', async () => (await status(desk)).plan.on?.includes('hall'));
  await desk.reload();
  await desk.locator('#preview.is-lit').waitFor();
  assert.ok(await desk.locator('#to-hall').isChecked());
  await desk.locator('.layers', { hasText: '人名条' }).first().waitFor();
  await on.server.kill('SIGKILL');
  await desk.locator('#line', { hasText: '失去联系' }).waitFor();
  await on.server.start();
  await until('the line is back', async () => await desk.locator('#line').innerText() === '');
  await desk.locator('#preview.is-lit').waitFor();
  assert.ok(await desk.locator('#to-hall').isChecked());
  await desk.locator('#to-hall').uncheck();
  await until('the hall is left out again', async () => !(await status(desk)).plan.on?.includes('hall'));
});

test('an item is revealed and its score taken by one GO, once armed', async () => {
  await desk.keyboard.press('x');
  await desk.locator('#item-open').click();
  await desk.locator('#item-close').click();
  await until('the item is closed', async () => (await on.session.state()).items[0].phase === 'closed');
  await on.session.act('confirm', { item: on.item }, await logIn(on.base, 'scrutineer'));
  await cue('score-card').click();
  await wantOn(desk, 'pvw', 'lower:score-card');
  await desk.locator('#do-go[aria-disabled=true]').waitFor();
  await desk.keyboard.press('g');
  await desk.locator('#said', { hasText: '没有预备' }).waitFor();
  assert.equal(await onAir(desk, 'pgm'), '', 'GO does nothing that is not armed, and says so');
  const other = await openDesk(on.browser, on.base, 'organizer');
  await desk.locator('#do-arm-item').click();
  await desk.locator('.go-row.is-armed').waitFor();
  await other.locator('.go-row.is-armed', { hasText: 'organizer 预备' }).waitFor();
  await keep(desk, 'director armed');
  await other.keyboard.press('g');
  await other.locator('#said', { hasText: '请再按一次' }).waitFor();
  assert.equal((await on.session.state()).items[0].phase, 'confirmed', 'what another desk has armed does not go with one press');
  await other.close();
  const { armed } = await status(desk); // by a box or another desk, with a moment: every desk counts it down, and takes it back
  assert.ok((await desk.request.post(on.base + '/desk/studio/act', { data: { act: 'go', arm: armed.number, in: 30_000 }, headers: { origin: on.base } })).ok());
  const count = desk.locator('.go-row.is-armed', { hasText: /organizer 已按“出”\s*(30|2\d) 秒后自动亮出/ });
  await count.waitFor();
  await desk.locator('#do-go[aria-disabled=true]').waitFor();
  await keep(desk, 'director armed timed');
  await desk.keyboard.press('g');
  await desk.locator('#said', { hasText: '到设定的时刻自动亮出' }).waitFor();
  await desk.locator('#disarm').click();
  await count.waitFor({ state: 'detached' });
  assert.equal((await on.session.state()).items[0].phase, 'confirmed', 'it is taken back before its moment');
  assert.equal(await onAir(desk, 'pgm'), '');
  await desk.locator('#do-arm-item').click();
  await desk.locator('.go-row.is-armed').waitFor();
  await desk.keyboard.press('g');
  await wantOn(desk, 'pgm', 'lower:score-card');
  assert.equal((await on.session.state()).items[0].phase, 'revealed');
});

test('a take that waits for its moment is counted down and called back', async () => {
  await armStrap();
  const { armed } = await status(desk);
  assert.ok((await desk.request.post(on.base + '/desk/studio/act', { data: { act: 'go', arm: armed.number, in: 30_000 }, headers: { origin: on.base } })).ok());
  await desk.locator('.go-row .comes', { hasText: /播出人名条.*(30|2\d) 秒后自动上屏/ }).waitFor();
  await keep(desk, 'director coming');
  await desk.locator('#disarm', { hasText: '收回' }).locator('kbd', { hasText: 'R' }).waitFor();
  await desk.locator('#hotkeys').uncheck();
  await desk.keyboard.press('r');
  await desk.locator('#hotkeys').check();
  assert.equal(await onAir(desk, 'pgm'), 'lower:strap', 'its key is off with the others');
  await desk.keyboard.press('r');
  await desk.locator('.go-row .comes').waitFor({ state: 'detached' });
  await wantOn(desk, 'pgm', '');
  await desk.keyboard.press('r');
  await desk.locator('#said', { hasText: '收回：没有预备' }).waitFor();
  assert.equal(await desk.locator('#disarm').count(), 0);
});

test('what is armed is what lay on preview then: with another picture there GO is refused in words', async () => {
  await armStrap();
  await cue('live-bars').click();
  await wantOn(desk, 'pvw', 'lower:live-bars');
  await desk.locator('.go-row .why', { hasText: '预监上的画面换了' }).waitFor();
  await keep(desk, 'director armed other');
  await desk.keyboard.press('g');
  await desk.locator('#said', { hasText: '重新预备' }).waitFor();
  assert.equal(await onAir(desk, 'pgm'), '');
  await desk.keyboard.press('a');
  await desk.locator('.go-row.is-armed', { hasText: '播出实时票数' }).waitFor();
  await desk.keyboard.press('g');
  await wantOn(desk, 'pgm', 'lower:live-bars');
});

test('pages of a board turn by themselves once they are told to, and stand again', async () => {
  await cue('board').click();
  await wantOn(desk, 'pvw', 'full:board');
  await desk.keyboard.press('Space');
  await wantOn(desk, 'pgm', 'full:board');
  const board = async () => (await status(desk)).outputs.find(o => o.name === 'pgm')?.layers.full;
  await desk.selectOption('#pages-full', '8');
  await until('the server turns them', async () => (await board())?.every === 8);
  await keep(desk, 'director pages');
  await desk.selectOption('#pages-full', '0');
  await until('they stand', async () => (await board())?.hold === true);
});

test('another desk takes over by name, and the first is told', async () => {
  const other = await openDesk(on.browser, on.base, 'organizer', { locale: 'en-US' });
  await desk.locator('#lease-take').click();
  await desk.locator('#lease', { hasText: '本台独占' }).waitFor();
  const first = (await status(desk)).outputs.find(o => o.name === 'pgm')?.lease ?? '';
  await other.locator('#lease', { hasText: `Driven by ${first}` }).waitFor();
  await other.locator('#do-hold[aria-disabled=true]', { hasText: 'Another controller drives this output.' }).waitFor();
  for (const [width, height] of [[1024, 768], [1280, 800], [1366, 768], [1920, 1080]]) {
    await other.setViewportSize({ width, height });
    const cut = await other.locator('.verb .why').evaluateAll(all => all.filter(e => e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1).map(e => e.id));
    assert.deepEqual(cut, [], `reasons are whole at ${width}`);
    await keep(other, `director led ${width}`);
  }
  await other.locator('#lease-over').click();
  await other.locator('#lease-sure').click();
  await desk.locator('#lease', { hasText: '操作' }).waitFor();
  await desk.locator('#do-blank[aria-disabled=true]', { hasText: '另一个控制台' }).waitFor();
  await other.locator('#do-blank[aria-disabled=false]').click();
  await wantOn(desk, 'pgm', '');
  await other.locator('#lease-give').click();
  await desk.locator('#lease', { hasText: '无人独占' }).waitFor();
  await other.close();
});

test('the plan carries on by itself when what it waits for comes about, until somebody acts by hand', async () => {
  await desk.keyboard.press('x');
  await on.next();
  await desk.locator('#item-open').waitFor();
  await desk.locator('#plan-build').click();
  await until('the room has the plan', async () => (await status(desk)).plan.steps?.length === 5);
  await desk.selectOption('#when-3', 'clock');
  await until('a step waits for a time of day', async () => /^\d\d:\d\d:00$/.test((await status(desk)).plan.steps?.[3]?.time ?? ''));
  await desk.locator('#time-3').fill('20:15:30');
  await desk.locator('#time-3').blur();
  await until('it is another one', async () => (await status(desk)).plan.steps?.[3]?.time === '20:15:30');
  await desk.locator('#stay-1').fill('120');
  await desk.locator('#stay-1').blur();
  await until('the countdown stays for so long', async () => (await status(desk)).plan.steps?.[1]?.stay === 120);
  await keep(desk, 'director plan');
  await desk.locator('#step-1').click(); // the countdown, which waits for voting to open
  await until('it begins there', async () => (await status(desk)).plan.at === 1);
  assert.ok(!(await status(desk)).plan.running, 'it is off until somebody starts it');
  await desk.locator('#plan-run').click();
  await wantOn(desk, 'pvw', 'lower:countdown');
  assert.equal(await onAir(desk, 'pgm'), '');
  await on.open();
  await wantOn(desk, 'pgm', 'lower:countdown');
  await until('the next step waits', async () => (await status(desk)).plan.at === 2);
  await desk.locator('#ends-program-lower', { hasText: /^1[01]\d 秒后退下$/ }).waitFor();
  await desk.keyboard.press('o');
  await desk.locator('#plan-state', { hasText: 'organizer 手动操作' }).waitFor();
  assert.ok(!(await status(desk)).plan.running);
  await on.act('close');
});

test('a rehearsal goes to program only when two people have let it', async () => {
  const trial = await openSession(on.base, { units: 3 });
  await desk.reload();
  await tuneTo(desk, trial.id);
  await desk.locator('#said', { hasText: '演练不能上播出' }).waitFor();
  await desk.locator('#unlock').click();
  const scrutineer = await openDesk(on.browser, on.base, 'scrutineer');
  await scrutineer.locator('.unlocking', { hasText: 'organizer' }).waitFor();
  await scrutineer.locator('#unlock-pgm').click();
  await desk.locator('#tune-again').click();
  await until('program shows the rehearsal', async () => (await status(desk)).outputs.find(o => o.name === 'pgm')?.session === trial.id);
  await scrutineer.close();
});

test('whoever sees little or uses no mouse can direct: names, roles and contrast, in both languages and three sizes', async () => {
  // In panic the page is hardest to read.
  await desk.keyboard.press('Escape');
  await desk.locator('.latched').waitFor();
  for (const lang of ['en', 'zh-CN']) {
    await desk.goto(`${on.base}/desk/director?lang=${lang}`);
    await desk.locator('#preview iframe').waitFor();
    await desk.locator('.reasons .why').first().waitFor();
    assert.deepEqual(await axeFaults(desk, true), [], lang);
    for (const [width, height] of [[1280, 800], [1366, 768], [1440, 900], [1920, 1080]]) {
      await desk.setViewportSize({ width, height });
      const off = await desk.evaluate(() => {
        const root = document.documentElement;
        const inside = (/** @type {string} */ at) => { const box = document.querySelector(at)?.getBoundingClientRect(); return box && box.bottom <= innerHeight && box.right <= innerWidth && box.width > 0; };
        return [root.scrollWidth > innerWidth && 'sideways', root.scrollHeight > innerHeight && 'down', ...['#do-panic', '#do-take', '#do-hold', '#do-go', '#preview', '#program', '#lamp-sealed'].filter(at => !inside(at))].filter(Boolean);
      });
      assert.deepEqual(off, [], `${width} × ${height} ${lang}`);
      await keep(desk, `director ${width} ${lang}`);
    }
    for (const width of [360, 700, 900]) {
      await desk.setViewportSize({ width, height: 740 });
      const beyond = await desk.evaluate(() => document.documentElement.scrollWidth > innerWidth ? [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth).map(e => `${e.tagName} ${e.id} ${e.className}`) : []);
      assert.deepEqual(beyond, [], `nothing sideways at ${width} ${lang}`);
      await keep(desk, `director ${width} ${lang}`);
    }
  }
  await desk.setViewportSize({ width: 1440, height: 900 });
  await desk.locator('#unpanic').click();
  await desk.locator('#unpanic-sure').click();
});

test('an output is made, changed, given another address and taken away again', async () => {
  await desk.goto(on.base + '/desk/director/outputs');
  await desk.locator('#settings-new summary').click();
  await desk.fill('#new-name', 'foyer');
  await desk.fill('#new-title', '前厅屏');
  await desk.fill('#new-reserved', '1600 40 260');
  await desk.locator('#save-new').click();
  await desk.locator('#said', { hasText: '四个整数' }).waitFor();
  await desk.fill('#new-reserved', '1600 40 260 120');
  await desk.locator('#save-new').click();
  const card = desk.locator('section[data-output=foyer]');
  await card.waitFor();
  const made = (await status(desk)).outputs.find(o => o.name === 'foyer');
  assert.deepEqual([made?.title, made?.class, made?.reserved], ['前厅屏', 'public', [{ x: 1600, y: 40, w: 260, h: 120 }]]);
  await until('it has an address', async () => (await desk.inputValue('#address-foyer')).includes('/gfx/foyer#'));
  const before = await desk.inputValue('#address-foyer');

  await card.locator('summary').click();
  await desk.selectOption('#foyer-theme', 'contrast');
  await card.locator('fieldset input[value=board]').check();
  await desk.locator('#save-foyer').click();
  await until('it is changed', async () => (await status(desk)).outputs.find(o => o.name === 'foyer')?.theme === 'contrast');
  assert.deepEqual((await status(desk)).outputs.find(o => o.name === 'foyer')?.scenes, ['board']);
  await desk.evaluate(() => scrollTo(0, 0)); // what is scrolled half under the bar is too small a target for axe
  assert.deepEqual(await axeFaults(desk, true), []);

  for (const link of await card.locator('.downloads a').all()) {
    assert.equal((await desk.request.get(on.base + await link.getAttribute('href'))).status(), 200, String(await link.getAttribute('href')));
  }

  await desk.locator('#revoke-foyer').click();
  assert.equal((await status(desk)).outputs.find(o => o.name === 'foyer')?.generation, 1, 'one press makes nothing void');
  await desk.locator('#revoke-foyer.sure').click();
  await until('it has another address', async () => ![before, ''].includes(await desk.inputValue('#address-foyer')));
  await desk.locator('#remove-foyer').click();
  await desk.locator('#remove-foyer.sure').click();
  await card.waitFor({ state: 'detached' });
});
