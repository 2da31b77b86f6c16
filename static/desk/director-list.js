// The rundown with its phases, and the cues of the evening in the order in which they come on.

import { fill, h } from './director-dom.js';
import { seenOn } from './director-order.js';

const symbols = /** @type {Record<string, string>} */ ({ waiting: '·', 'on-stage': '○', open: '●', closed: '■', confirmed: '✓', revealed: '★', void: '✕' });

/** Refusals that are about an output, whichever picture it is. */
const ofOutputs = ['panic', 'held', 'not-tuned', 'lease-held', 'other-session', 'rehearsal-on-program', 'unknown-output', 'unknown-session', 'not-recorded'];

/** @param {import('./director-desk.js').Desk} desk */
export function createList(desk) {
  const { room, t } = desk;
  const rows = h('ol', { class: 'rows', id: 'rows' });
  const none = h('div', { class: 'none', 'aria-live': 'polite' });
  const cues = h('div', { class: 'cue-list', id: 'cue-list' });
  const reasons = h('div', { class: 'reasons' });
  const head = h('p', { class: 'subject' });
  const find = h('input', { id: 'find', type: 'search', 'aria-label': t('find'), placeholder: t('find'), oninput: () => desk.paint() });

  /** Lines of the rundown: its items, or the units of a form that is about all of them. */
  function lines() {
    const facts = room.cues();
    const items = room.frame()?.items ?? [];
    const whole = facts?.shape === 'form' && items.length === 1;
    const all = whole ? facts.units.map((/** @type {any} */ u, /** @type {number} */ i) => ({ no: i + 1, item: items[0].id, unit: u.id, name: u.name, phase: '' }))
      : items.map((/** @type {any} */ i) => ({ no: i.id, item: i.id, unit: i.unit, name: i.name, phase: i.phase }));
    const wanted = find.value.trim();
    return wanted ? all.filter((/** @type {any} */ l) => l.name.includes(wanted) || String(l.no) === wanted) : all;
  }

  function paintRows() {
    const about = desk.about();
    const facts = room.cues();
    const staged = room.frame()?.item?.id ?? 0;
    const all = lines();
    const isChosen = (/** @type {any} */ l) => (facts?.shape === 'form' ? l.unit === about.unit : l.item === about.item);
    fill(rows, [all, about, staged], () => all.map((/** @type {any} */ l) => h('li', { class: l.phase ? `at-${l.phase}` : '', 'aria-current': l.phase && l.item === staged ? 'step' : false },
      h('button', { id: `row-${l.no}`, 'aria-pressed': String(isChosen(l)), onclick: () => {
        desk.subject = { item: l.item, unit: l.unit };
        desk.entry = '';
        desk.paint();
      } }, h('span', { class: 'no' }, l.no), h('span', { class: 'name' }, l.name), l.phase && l.phase !== 'waiting' && h('span', { class: 'phase' }, `${symbols[l.phase] ?? ''} ${t(`item.${l.phase}`)}`)))));
    const empty = all.length > 0 ? '' : t(find.value.trim() ? 'find.none' : 'rundown.none');
    fill(none, [empty], () => [empty && h('p', {}, empty)]);
    fill(head, [about, desk.subject, all.length > 0], () => [
      desk.subject && h('button', { id: 'follow', class: 'small', onclick: () => { desk.subject = null; desk.entry = ''; desk.paint(); } }, t('follow')),
    ]);
  }

  /** What keeps every cue off, said once: it is about the outputs, and not about a picture. */
  function general() {
    const found = new Set();
    for (const e of desk.entries()) {
      for (const answer of [desk.answers[`cue:${e.id}`], desk.answers[`air:${e.id}`]]) if (answer && ofOutputs.includes(answer.code)) found.add(answer.message);
    }
    return [...found];
  }

  /** Why a cue cannot be laid on preview, or not yet be taken. @param {string} id */
  function why(id) {
    const cue = desk.answers[`cue:${id}`];
    const air = desk.answers[`air:${id}`];
    if (cue?.code) return { off: true, text: ofOutputs.includes(cue.code) ? '' : cue.message };
    if (air?.code) return { off: false, text: ofOutputs.includes(air.code) ? '' : air.message };
    return { off: false, text: '' };
  }

  function paintCues() {
    const entries = desk.entries();
    const suggested = desk.suggested();
    const selected = desk.selected()?.id ?? '';
    const preview = Object.values(room.preview()?.layers ?? {});
    const program = Object.values(seenOn(room.program()));
    const named = (/** @type {any} */ cue) => desk.nameOf(cue);
    const whys = entries.map((e) => why(e.id));
    fill(reasons, general(), () => general().map((text) => h('p', { class: 'why' }, text)));
    fill(cues, [entries, suggested, selected, preview, program, whys, entries.map((e) => named(e.cue))], () => {
      let section = '';
      return entries.map((entry, i) => {
        const first = entry.section !== section;
        section = entry.section;
        const on = desk.isOn(program, entry.cue) ? 'on-program' : desk.isOn(preview, entry.cue) ? 'on-preview' : '';
        return [first && h('h3', {}, t(`section.${entry.section}`)), h('button', {
          id: `cue-${i}`, class: `cue ${on} ${whys[i].text ? 'is-off' : ''}`, 'aria-pressed': String(entry.id === selected), 'aria-disabled': String(whys[i].off), data: { cue: entry.id },
          onclick: () => {
            desk.entry = entry.id;
            desk.cue(entry);
          },
        }, h('span', { class: 'what' }, h('b', {}, t(`scene.${entry.cue.scene}`)), ' ', h('span', {}, named(entry.cue))),
        h('span', { class: 'marks' }, entry.id === suggested && h('span', { class: 'mark next' }, t('next-up')), on && h('span', { class: `mark ${on}` }, t(on))),
        whys[i].text && h('small', { class: 'why' }, whys[i].off ? whys[i].text : t('preview-only', { why: whys[i].text })))];
      });
    });
  }

  /** The arrows go up and down. @param {number} by */
  function move(by) {
    const entries = desk.entries();
    const at = entries.findIndex((e) => e.id === desk.selected()?.id);
    const next = entries[Math.min(entries.length - 1, Math.max(0, at + by))];
    if (!next) return;
    desk.entry = next.id;
    desk.paint();
    cues.querySelector(`[aria-pressed=true]`)?.scrollIntoView({ block: 'nearest' });
  }

  const element = h('section', { class: 'left', 'aria-label': t('rundown') },
    h('div', { class: 'rundown panel' }, h('div', { class: 'panel-head' }, h('h2', {}, t('rundown')), head, find), none, rows),
    h('div', { class: 'cues panel' }, h('div', { class: 'panel-head' }, h('h2', {}, t('cues')), h('small', {}, t('cues.hint'))), reasons, cues));
  return { element, paint: () => { paintRows(); paintCues(); }, move };
}
