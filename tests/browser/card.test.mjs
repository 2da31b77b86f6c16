// A card that is lost while its phone lies on the table: the phone says so at
// once, and the other phones hear nothing of it.
import test, { beforeEach } from 'node:test';
import assert from 'node:assert/strict';
import { newPhone } from './harness.mjs';
import { barePhone, evening } from './hall.mjs';
import { pick, scan, vote, recorded } from './touch.mjs';

const on = evening();
beforeEach(() => on.next());

// Well below the ten seconds after which a phone without a socket asks.
const AT_ONCE = { timeout: 3000 };

/** @param {import('./harness.mjs').Page} page @param {string} text */
const saysAtOnce = (page, text) => page.getByRole('heading', { name: text }).waitFor(AT_ONCE);

async function phone(card = on.deal()) {
  const made = await newPhone(on.browser);
  const live = made.page.waitForEvent('websocket').then(socket => socket.waitForEvent('framereceived'));
  await scan(made.page, on.base, card);
  await live;
  const asked = () => made.requests.filter(r => r.url().endsWith('/v/me')).length;
  return { ...made, card, asked };
}

test('a card that the desk voids is void on a phone that waits', async () => {
  const { page, card, context } = await phone();
  await on.session.act('void-card', { card: card.number, reason: '遗失' });
  await saysAtOnce(page, '评议证已作废');
  await context.close();
});

test('a card that is replaced is void in the middle of a choice, and its ballot is gone', async () => {
  await on.open();
  const { page, card, context } = await phone();
  await vote(page, '满意');
  await recorded(page);
  await page.tap('#change');
  await pick(page, '不满意');
  await on.session.act('reissue-card', { card: card.number, reason: '损坏', revision: (await on.session.state()).revision });
  await saysAtOnce(page, '评议证已作废');
  assert.equal(await page.locator('#grades, #bar, #status').filter({ visible: true }).count(), 0);
  await on.session.counted(0);
  await context.close();
});

test('a card that another phone takes over leaves this one, and comes back when asked to', async () => {
  await on.open();
  const { page, card, context } = await phone();
  const bystander = await phone();
  const before = bystander.asked();
  await barePhone(on.base, card, true);
  await saysAtOnce(page, '此评议证正在另一部手机上使用');
  await page.getByRole('button', { name: '在本机继续' }).tap();
  await vote(page, '满意');
  await recorded(page);
  await barePhone(on.base, card, true);
  await saysAtOnce(page, '此评议证正在另一部手机上使用');
  assert.equal(bystander.asked(), before, 'another phone asks about its own card');
  await bystander.context.close();
  await context.close();
});

test('a phone that is loaded with a lost card says so from the first moment', async () => {
  await on.open();
  const { page, card, context } = await phone();
  await on.session.act('void-card', { card: card.number, reason: '遗失' });
  await saysAtOnce(page, '评议证已作废');
  await page.route('**/v/me', () => {}); // the answer takes its time
  await page.reload();
  await page.waitForSelector('html.live');
  await saysAtOnce(page, '评议证已作废');
  await context.close();
});
