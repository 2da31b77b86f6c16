// Every output with what its pages say: whether they show what they are to show, how well, and how
// long ago they said so.

import { fill, h } from './director-dom.js';
import { lampOf, standingOf } from './director-lamps.js';

/** @param {import('./director-desk.js').Desk} desk @param {any} [below] what stands under the rows, and is scrolled with them */
export function createTable(desk, below = null) {
  const { room, t } = desk;
  const body = h('tbody', { id: 'outputs' });
  /** @type {Record<string, string>} of the outputs that a scrutineer alone sees */
  let addresses = {};
  let known = '';
  const heads = ['to', 'output', 'state', 'seq', 'fps', 'engine', 'age'];

  /** @param {import('./director-room.js').Output} output */
  function row(output) {
    const { kind, word, why, state, after } = standingOf(desk, output);
    const text = word === 'shown' && after ? t(desk.done(), { s: (after / 1000).toFixed(1) }) : t(`state.${word}`);
    const sought = desk.sought?.name === output.name && Date.now() < desk.sought.until;
    const pages = state.pages;
    const slowest = [...pages].sort((a, b) => a.fps - b.fps)[0];
    const ticked = room.targets().includes(output.name);
    const public_ = output.class === 'public';
    const age = pages.length ? `${Math.round(state.age / 1000)} s` : '–';
    return { name: output.name, ticked, public_, title: output.title, kind, text, why, sought, held: output.held, session: output.session,
      seq: pages.length ? `${Math.min(...pages.map((p) => p.seq))} / ${output.seq}` : `– / ${output.seq}`, fps: slowest ? String(slowest.fps) : '–',
      engine: [...new Set(pages.map((p) => `${p.host} ${p.engine}`))].join('、') || '–', age, pages: pages.length, other: output.session !== room.session() };
  }

  /** Those who direct have frames; a scrutineer opens his outputs from here. */
  async function load() {
    const key = JSON.stringify(room.status.outputs.map((o) => [o.name, o.generation]));
    if (desk.directs || key === known || room.status.outputs.length === 0) return;
    known = key;
    const all = await room.addresses();
    if (!all) {
      known = '';
      return;
    }
    addresses = all;
    desk.paint();
  }

  /** @param {string} name @param {boolean} on */
  function tick(name, on) {
    const order = room.status.outputs.map((o) => o.name);
    desk.plan(() => ({ on: order.filter((n) => (n === name ? on : room.targets().includes(n))) }), 'to');
  }

  function paint() {
    load();
    const rows = room.status.outputs.map(row);
    fill(body, [rows, addresses], () => rows.map((r) => h('tr', { class: `is-${r.kind}${r.sought ? ' is-sought' : ''}`, title: r.engine, data: { output: r.name } }, // a narrow desk has no column for what paints
      h('td', {}, r.public_ && h('input', { type: 'checkbox', id: `to-${r.name}`, checked: r.ticked, disabled: !desk.directs || (r.ticked && room.targets().length === 1), 'aria-label': t('to.output', { name: r.title }),
        onchange: (/** @type {any} */ event) => tick(r.name, event.target.checked) })),
      h('th', { scope: 'row' }, h('b', {}, r.title), ' ', h('small', {}, r.name, r.other && r.session ? ` · ${t('other-session')}` : r.session ? '' : ` · ${t('not-tuned')}`, r.held ? ` · ${t('held.short')}` : ''), addresses[r.name] && [' ', h('a', { id: `open-${r.name}`, href: addresses[r.name], target: '_blank', rel: 'noopener noreferrer', 'aria-label': t('setup.open.output', { name: r.title }) }, t('setup.open'))]),
      h('td', { class: 'state', title: r.why || null }, lampOf(r.kind), r.text, r.pages > 1 ? h('small', {}, ` ×${r.pages}`) : null),
      h('td', { class: 'num' }, r.seq), h('td', { class: 'num' }, r.fps), h('td', {}, r.engine), h('td', { class: 'num' }, r.age))));
  }

  const element = h('section', { class: 'panel outputs', 'aria-labelledby': 'outputs-head' }, h('div', { class: 'panel-head' }, h('h2', { id: 'outputs-head' }, t('outputs.head'))),
    h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-labelledby': 'outputs-head' }, h('table', {}, h('thead', {}, h('tr', {}, heads.map((name) => h('th', { scope: 'col', class: ['seq', 'fps', 'age'].includes(name) ? 'num' : '' }, t(`col.${name}`))))), body), below));
  return { element, paint };
}
