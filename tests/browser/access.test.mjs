// Every state of the phone, in both languages and type sizes, for people who
// see little, tap with thick fingers, or listen.
import test from 'node:test';
import assert from 'node:assert/strict';
import { newPhone } from './harness.mjs';
import { evening } from './hall.mjs';
import { phoneFaults } from './look.mjs';
import { reads, recorded, scan } from './touch.mjs';

const languages = ['zh-CN', 'en'];
/** @typedef {Awaited<ReturnType<typeof newPhone>> & {card: import('./hall.mjs').Card, lang: string}} Phone */
/** @type {Phone[]} */ const phones = [];

const on = evening(async () => {
  for (const lang of languages) {
    const [made, card] = [await fresh(lang), on.deal()];
    await scan(made.page, on.base, card);
    phones.push({ ...made, card, lang });
  }
});

/** @param {string} lang */
function fresh(lang) {
  return newPhone(on.browser, { locale: lang, reducedMotion: 'reduce' });
}

/** @param {(phone: Phone) => Promise<any>} what */
const each = async what => { for (const phone of phones) await what(phone); };

/**
 * Brings all phones into a state, and looks.
 * @param {string} name @param {() => Promise<any>} [enter] @param {(phone: Phone) => Promise<any>} [with_] what each phone does
 */
function state(name, enter = async () => {}, with_ = async () => {}) {
  test('accessible: ' + name, async () => {
    await enter();
    await each(async phone => {
      await with_(phone);
      assert.deepEqual(await phoneFaults(phone.page, `${name} ${phone.lang}`), [], phone.lang);
    });
  });
}

/** @param {Phone} phone @param {string} selector */
const shown = (phone, selector) => phone.page.locator(selector).filter({ visible: true }).first().waitFor();

/** @param {string} zh @param {string} en */
const says = (zh, en) => (/** @type {Phone} */ phone) => reads(phone.page, phone.lang === 'en' ? en : zh);

for (const lang of languages) {
  test(`accessible: typing a code ${lang}`, async () => {
    const { page, context } = await fresh(lang);
    await page.goto(on.base + '/v');
    assert.deepEqual(await phoneFaults(page, 'code ' + lang), []);
    await context.close();
  });

  test(`accessible: a code that is refused ${lang}`, async () => {
    const { page, context } = await fresh(lang);
    await page.goto(on.base + '/V#AAAAAAAAAAAAAAAA');
    await page.locator('#redeem-text.failed').waitFor();
    assert.deepEqual(await phoneFaults(page, 'code refused ' + lang), []);
    await context.close();
  });

  test(`accessible: a card that is used elsewhere ${lang}`, async () => {
    const { page, context } = await fresh(lang);
    await page.goto(`${on.base}/V#${phones[0].card.token}`);
    await page.locator('#redeem-over').waitFor();
    assert.deepEqual(await phoneFaults(page, 'redeem elsewhere ' + lang), []);
    await context.close();
  });
}

state('before the first item', undefined, says('尚未开始', 'Not'));
state('on stage', () => on.next(), phone => phone.page.waitForFunction(() => document.getElementById('place')?.offsetParent));
state('open', () => on.open(), phone => shown(phone, '#submit'));
state('nothing chosen', undefined, async phone => {
  await phone.page.tap('#submit');
  await shown(phone, '#status .failed');
});
state('chosen', undefined, phone => phone.page.locator('.grade').nth(1).tap());
state('sending in vain', undefined, async phone => {
  await phone.page.route('**/v/ballot', route => route.abort());
  await phone.page.tap('#submit');
  await phone.page.locator('#status', { hasText: phone.lang === 'en' ? 'not recorded' : '尚未记录' }).waitFor();
});
state('recorded', () => each(async phone => {
  await phone.page.unroute('**/v/ballot');
  await phone.page.evaluate(() => dispatchEvent(new Event('online')));
}), phone => recorded(phone.page));
state('changing', undefined, async phone => {
  await phone.page.tap('#change');
  await phone.page.locator('.grade').nth(2).tap();
});
state('without network', undefined, async phone => {
  await phone.context.setOffline(true);
  await shown(phone, '#net:not(:empty)');
});
state('closed', async () => {
  await each(phone => phone.context.setOffline(false));
  await on.act('close');
}, phone => shown(phone, '#panel'));
state('revealed', async () => {
  await on.act('confirm');
  await on.act('reveal');
}, phone => phone.page.locator('#hint', { hasText: phone.lang === 'en' ? 'screen' : '大屏幕' }).waitFor());
state('closed without a ballot', async () => {
  await on.next();
  await on.open();
  await each(phone => shown(phone, '#submit'));
  await on.act('close');
}, phone => shown(phone, '#status p'));
state('void', () => on.act('void'), says('本轮已作废', 'void'));
state('the last minute', async () => {
  await on.next();
  await on.open(58);
}, phone => shown(phone, '.clock.near'));
state('too late', async () => {
  await each(async phone => {
    await phone.page.route('**/v/ballot', route => route.abort());
    await phone.page.locator('.grade').nth(3).tap();
    await phone.page.tap('#submit');
  });
  await on.act('close');
  await each(async phone => {
    await phone.page.unroute('**/v/ballot');
    await phone.page.evaluate(() => dispatchEvent(new Event('online')));
  });
}, phone => shown(phone, '#status .failed'));
state('of another item', async () => {
  await on.next();
  await on.open();
  await each(async phone => {
    await phone.page.route('**/v/ballot', route => route.abort());
    await phone.page.locator('.grade').first().tap();
    await phone.page.tap('#submit');
  });
  await on.next();
  await on.open();
}, phone => shown(phone, '#older:not(:empty)'));
state('used on another phone', async () => {
  await each(async phone => {
    const answer = await fetch(on.base + '/v/redeem', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ token: phone.card.token, take_over: true }) });
    assert.equal(answer.status, 200);
    await phone.page.evaluate(() => dispatchEvent(new Event('online')));
  });
}, phone => shown(phone, '#elsewhere button'));
state('card destroyed', async () => {
  for (const phone of phones) await on.session.act('void-card', { card: phone.card.number, reason: '遗失' });
  await each(phone => phone.page.evaluate(() => dispatchEvent(new Event('online'))));
}, says('评议证已作废', 'void'));
state('cookie gone', () => each(async phone => {
  await phone.context.clearCookies({ name: 'card' });
  await phone.page.evaluate(() => dispatchEvent(new Event('online')));
}), phone => shown(phone, '#code'));
state('own department', async () => {
  await on.act('close');
  const own = await on.nextOwn();
  await each(async phone => { phone.card = own; });
}, async phone => {
  await phone.page.goto(`${on.base}/V#${phone.card.token}`);
  if (phone !== phones[0]) await phone.page.tap('#redeem-over');
  await says('您所在单位，无需评议', 'your own')(phone);
});
state('the end', async () => {
  for (const { id, phase } of (await on.session.state()).items) if (phase === 'closed') await on.session.act('confirm', { item: id });
  await on.session.act('end');
}, says('评议已结束', 'has ended'));
