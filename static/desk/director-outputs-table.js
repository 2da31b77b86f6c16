// Every output with what its pages say: whether they show what they are to show, how well, and how
// long ago they said so. Each is one line: on a desk that is not wide by short words, with the long ones in its tip.

import { fill, h, say } from './director-dom.js';
import { lampOf, standingOf } from './director-lamps.js';

/** A long text, and the short one of a desk that has no room for it. @param {string} long @param {string} short */
const either = (long, short) => (long === short ? long : [h('span', { class: 'long' }, long), h('span', { class: 'short', title: long }, short)]);

/** @param {import('./director-desk.js').Desk} desk @param {any} [below] what stands under the rows, and is scrolled with them */
export function createTable(desk, below = null) {
  const { room, t } = desk;
  const body = h('tbody', { id: 'outputs' });
  /** @type {Record<string, string>} of the outputs that a scrutineer alone sees */
  let addresses = {};
  let known = '';
  const heads = ['to', 'output', 'state', 'seq', 'fps', 'engine', 'age'];

  /** The record that the slowest page shows, beside the newest: once where they are the same. @param {import('./director-room.js').Output} output */
  function seqOf({ pages, seq }) {
    const shown = pages.length ? Math.min(...pages.map((p) => p.seq)) : '–';
    return { long: `${shown} / ${seq}`, short: shown === seq ? `${seq}` : `${shown}/${seq}` };
  }

  /** @param {import('./director-room.js').Output} output */
  function row(output) {
    const { kind, word, why, state, after } = standingOf(desk, output);
    const done = (after / 1000).toFixed(1);
    const is = word === 'shown' && after ? { long: t(desk.done(), { s: done }), short: t(`lamp.${desk.done()}`, { s: done }) } : { long: t(`state.${word}`), short: t(`lamp.${word}`) };
    const sought = desk.sought?.name === output.name && Date.now() < desk.sought.until;
    const pages = state.pages;
    const slowest = [...pages].sort((a, b) => a.fps - b.fps)[0];
    const other = output.session !== room.session();
    const flags = [other && output.session ? t('other-session') : output.session ? '' : t('not-tuned'), output.held ? t('held.short') : ''].filter(Boolean).join(' · ');
    return { name: output.name, ticked: room.targets().includes(output.name), public_: output.class === 'public', title: output.title, kind, is, why, sought, flags,
      seq: seqOf({ ...output, pages }), fps: slowest ? String(slowest.fps) : '–',
      engine: [...new Set(pages.filter((p) => p.engine).map((p) => `${p.host} ${p.engine}`))].join('、') || '–', age: pages.length ? `${Math.round(state.age / 1000)} s` : '–', pages: pages.length };
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

  /** @param {ReturnType<typeof row>} r */
  const line = (r) => h('tr', { class: `is-${r.kind}${r.sought ? ' is-sought' : ''}`, data: { output: r.name } },
    h('td', {}, r.public_ && h('input', { type: 'checkbox', id: `to-${r.name}`, checked: r.ticked, disabled: !desk.directs || (r.ticked && room.targets().length === 1), 'aria-label': t('to.output', { name: r.title }),
      onchange: (/** @type {any} */ event) => tick(r.name, event.target.checked) })),
    h('th', { scope: 'row', title: [r.title, r.name, r.flags].filter(Boolean).join(' · ') }, h('b', {}, r.title), ' ', h('small', {}, h('span', { class: 'long' }, r.name, r.flags && ' · '), r.flags), addresses[r.name] && [' ', h('a', { id: `open-${r.name}`, href: addresses[r.name], target: '_blank', rel: 'noopener noreferrer', 'aria-label': t('setup.open.output', { name: r.title }) }, t('setup.open'))]),
    h('td', { class: 'state', title: r.why || null }, lampOf(r.kind), either(r.is.long, r.is.short), r.pages > 1 ? h('small', {}, ` ×${r.pages}`) : null),
    h('td', { class: 'num' }, either(r.seq.long, r.seq.short)), h('td', { class: 'num' }, r.fps), h('td', { title: r.engine }, r.engine), h('td', { class: 'num' }, r.age));

  const more = h('p', { class: 'more', id: 'outputs-more', 'aria-hidden': 'true' });
  const scroll = h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-labelledby': 'outputs-head', onscroll: count },
    h('table', {}, h('colgroup', {}, heads.map((name) => h('col', { class: `col-${name}` }))),
      h('thead', {}, h('tr', {}, heads.map((name) => h('th', { scope: 'col', title: t(`col.${name}`), class: ['seq', 'fps', 'age'].includes(name) ? 'num' : '' }, name === 'seq' ? either(t('col.seq'), t('col.seq.short')) : t(`col.${name}`))))), body), below);
  new ResizeObserver(count).observe(scroll);

  /** Says how many outputs are below what is in sight. */
  function count() {
    const end = scroll.getBoundingClientRect().bottom;
    const hidden = [...body.children].filter((tr) => tr.getBoundingClientRect().bottom > end + 1).length;
    say(more, hidden ? t('outputs.more', { n: hidden }) : '');
  }

  function paint() {
    load();
    const rows = room.status.outputs.map(row);
    fill(body, [rows, addresses], () => rows.map(line));
    count();
  }

  const element = h('section', { class: 'panel outputs', 'aria-labelledby': 'outputs-head' }, h('div', { class: 'panel-head' }, h('h2', { id: 'outputs-head' }, t('outputs.head')), more), scroll);
  return { element, paint };
}
