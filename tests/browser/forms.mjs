// What the tests of forms have in common: their rules, and how a person goes through one.

/** Five questions about every unit, on one form. What differs from the sample's rulebook. */
export const matrix = {
  mode: 'self-paced', places: undefined, rank: 'inside each class, 1 2 2 4',
  criteria: ['履行职责', '优化环境', '为民服务', '党建工作', '廉洁勤政'].map(label => ({ label, weight: 20 })),
  pipeline: ['mean over votes with an opinion inside each category', 'weighted mean over categories with such a vote',
    'round half up, 4 places, per dimension', 'weighted mean over dimensions', 'round half up, 2 places'],
};

/** The best and the worst among all units. @param {number} most @param {number} [least] of the best */
export const choice = (most, least = 0) => ({
  rulebook: 2, title: '评选', mode: 'self-paced', secrecy: 'secret', one_vote: 'last before the close counts',
  grades: undefined, criteria: undefined, categories: undefined, pipeline: undefined, rank: undefined, places: undefined, reveal: undefined, recusal: undefined,
  ballot: { sheet: 'all units', over_vote: 'void ballot', choose: [{ list: '最佳', at_least: least, at_most: most }, { list: '最差', at_least: 0, at_most: most }] },
  steps: [
    { name: '得票率', do: 'share', of: 'ticks', list: '最佳', base: 'valid', round: { places: 2, mode: 'half up' } },
    { name: '名次', do: 'rank', of: '得票率', inside: 'all', style: '1224', first: 'high' },
    { name: '差评票', do: 'pick', of: 'ticks', axis: 'list', labels: ['最差'] },
  ],
  result: { score: '得票率', rank: '名次', 'worst ticks': '差评票' },
});

/** @typedef {import('./harness.mjs').Page} Page */

/** @param {Page} page @param {string} name */
export const press = (page, name) => page.locator('#bar').getByRole('button', { name, exact: true }).tap({ timeout: 10_000 });

/** @param {Page} page @param {number} row @param {string} grade */
export const mark = (page, row, grade) => page.locator('.row').nth(row).getByRole('radio', { name: grade, exact: true }).tap({ timeout: 5000 });

/** @param {Page} page @param {string} text */
export const kept = (page, text) => page.locator('#kept', { hasText: new RegExp('^' + text) }).waitFor();

/** @param {Page} page @param {string} text */
export const heading = (page, text) => page.getByRole('heading', { name: text, level: 1, exact: true }).waitFor();

/** @param {Page} page @returns {Promise<(string | null)[]>} what is chosen in each row of the unit that is shown */
export const chosen = page => page.locator('.row').evaluateAll(rows => rows.map(row => {
  const label = row.querySelector('input:checked + .face');
  return label && label.textContent;
}));
