// A cue of one's own: what a scene needs, and no more.

import { fill, h, say } from './director-dom.js';
import { LINE, idOf, wide } from './director-order.js';

/** Which fields each scene has. @type {Record<string, string[]>} */
const fields = {
  auto: [], strap: ['item', 'unit', 'text', 'side'], bug: [], 'join-qr': ['step'], countdown: ['item'], turnout: [], 'live-bars': ['item', 'step'],
  'score-card': ['item', 'unit'], reveal: ['list'], board: ['list', 'step', 'unit'], versus: ['item', 'unit', 'other', 'list'], pledge: ['item', 'list', 'step'],
  verdict: ['item', 'list', 'step'], dims: ['item', 'unit', 'step'], ten: ['list'], crawl: ['text'], plate: [], lineup: ['step'],
};

/** @param {import('./director-desk.js').Desk} desk */
export function createEditor(desk) {
  const { room, t } = desk;
  const answer = h('p', { class: 'why', id: 'edit-why', role: 'status' });
  const form = h('form', { class: 'editor', id: 'editor' });
  const scene = h('select', { id: 'edit-scene', onchange: () => desk.paint() }, desk.facts.scenes.map((/** @type {any} */ k) => h('option', { value: k.scene }, t(`scene.${k.scene}`))));
  scene.value = 'strap';
  const inputs = h('div', { class: 'fields' });
  const value = (/** @type {string} */ id) => /** @type {any} */ (form.querySelector(`#edit-${id}`))?.value ?? '';

  /** @returns {import('./director-room.js').Cue} */
  function read() {
    const has = new Set(fields[scene.value] ?? []);
    const text = value('text').split('\n').map((/** @type {string} */ l) => l.trim()).filter(Boolean);
    return {
      scene: scene.value, step: has.has('step') ? Math.max(0, Number(value('step') || 1) - 1) : 0,
      ...(has.has('item') && Number(value('item')) ? { item: Number(value('item')) } : {}), ...(has.has('unit') && value('unit') ? { unit: value('unit') } : {}),
      ...(has.has('other') && value('other') ? { other: value('other') } : {}), ...(has.has('list') && value('list') ? { list: value('list') } : {}),
      ...(has.has('side') && value('side') === 'right' ? { list: 'right' } : {}), ...(has.has('text') && text.length ? { text } : {}),
    };
  }

  /** What a person sees of lines that are too long, before the picture shrinks them. */
  function lines() {
    const long = value('text').split('\n').map((/** @type {string} */ l) => l.trim()).filter((/** @type {string} */ l) => scene.value === 'strap' && wide(l) > LINE);
    const place = form.querySelector('#edit-count');
    if (!place) return true;
    const all = value('text').split('\n').filter(Boolean).map((/** @type {string} */ l) => `${wide(l)}/${LINE}`).join('  ');
    say(place, long.length ? t('edit.long', { line: long[0], n: LINE }) : scene.value === 'strap' ? all : '');
    place.classList.toggle('is-late', long.length > 0);
    return long.length === 0;
  }

  /** @param {string} name @param {any} input */
  const field = (name, input) => h('p', { class: 'field' }, h('label', { for: `edit-${name}` }, t(`edit.${name}`)), input);

  /** @param {string} name @param {{ value: string, text: string }[]} options */
  const choice = (name, options) => field(name, h('select', { id: `edit-${name}` }, options.map((o) => h('option', { value: o.value }, o.text))));

  /** @param {string} name */
  function control(name) {
    const facts = room.cues();
    const none = { value: '', text: '–' };
    const units = [none, ...(facts?.units ?? []).map((/** @type {any} */ u) => ({ value: u.id, text: u.name }))];
    switch (name) {
      case 'item': return choice('item', [{ value: '', text: t('edit.on-stage') }, ...(room.frame()?.items ?? []).map((/** @type {any} */ i) => ({ value: String(i.id), text: `${i.id} ${i.name}` }))]);
      case 'unit': case 'other': return choice(name, units);
      case 'list': return choice('list', listsOf());
      case 'side': return choice('side', ['left', 'right'].map((s) => ({ value: s, text: t(`edit.${s}`) })));
      case 'step': return field('step', h('input', { id: 'edit-step', type: 'number', min: 1, max: 99, value: 1 }));
    }
    return [field('text', h('textarea', { id: 'edit-text', rows: 3, 'aria-describedby': 'edit-count', oninput: lines })), h('small', { id: 'edit-count', role: 'status' })];
  }

  function listsOf() {
    const facts = room.cues();
    const none = { value: '', text: t('ranking.all') };
    const of = (/** @type {string} */ kind) => (facts?.rankings ?? []).filter((/** @type {any} */ r) => r.scene === kind && r.list).map((/** @type {any} */ r) => ({ value: r.list, text: r.label }));
    if (scene.value === 'ten') return of('ten');
    if (scene.value === 'reveal') return [none, ...of('reveal'), ...of('ten')];
    if (scene.value === 'board') return [none, ...[...new Set((facts?.units ?? []).map((/** @type {any} */ u) => u.class).filter(Boolean))].map((c) => ({ value: String(c), text: String(c) })), ...of('ten')];
    return [{ value: '', text: '–' }, ...(facts?.criteria ?? []).map((/** @type {any} */ c) => ({ value: c, text: c }))];
  }

  function paint() {
    const facts = room.cues();
    fill(inputs, [scene.value, facts?.id, facts?.rankings, room.frame()?.items?.length], () => (fields[scene.value] ?? []).map(control));
    lines();
    const said = desk.saidAt.startsWith('cue:own') ? desk.said : '';
    say(answer, said);
  }

  form.addEventListener('submit', (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    if (!lines()) return;
    const cue = read();
    desk.press(`cue:own ${idOf(cue)}`, { act: 'cue', on: [room.preview()?.name ?? ''], cue });
  });
  const add = h('button', { type: 'button', id: 'edit-add', onclick: () => {
    if (!lines()) return;
    const cue = read();
    desk.plan((p) => (p.session === room.session() ? { steps: [...p.steps, { cue }] } : { session: room.session(), steps: [{ cue }], at: 0, running: false }));
  } }, t('edit.add'));
  form.append(h('p', { class: 'field' }, h('label', { for: 'edit-scene' }, t('edit.scene')), scene), inputs, h('div', { class: 'arm-row' }, h('button', { id: 'edit-cue', class: 'primary' }, t('edit.cue')), add), answer);
  return { element: form, paint };
}
