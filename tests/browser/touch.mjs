// What a hand does on the phone, and what an eye looks for.
import { until } from './harness.mjs';

/** @typedef {import('./harness.mjs').Page} Page */

/** Opens the address behind the QR code of a card. @param {Page} page @param {string} base @param {{token: string}} card */
export async function scan(page, base, card) {
  await page.goto(`${base}/V#${card.token}`);
  await page.waitForSelector('html.live');
  await page.waitForFunction(() => document.getElementById('card')?.textContent !== '');
}

/** @param {Page} page @param {string} text */
export const reads = (page, text) => page.getByText(text, { exact: false }).filter({ visible: true }).first().waitFor();

/** @param {Page} page @param {string} grade */
export const pick = (page, grade) => page.locator('.grade', { hasText: new RegExp(`^${grade}$`) }).tap();

/** @param {Page} page @param {string} grade */
export async function vote(page, grade) {
  await pick(page, grade);
  await page.tap('#submit');
}

/**
 * Loads a page without a script until its grades are there: it shows what stood when
 * it was asked for, which is a moment behind the desk. @param {Page} page
 */
export const openedPlain = page => until('the grades are on the page', async () => {
  await page.reload();
  return page.locator('.grade').first().isVisible();
});

/** Waits for the word that a ballot is recorded, with its receipt. @param {Page} page */
export const recorded = page => page.locator('#status .done .code').waitFor();
