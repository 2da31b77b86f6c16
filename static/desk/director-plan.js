// The plan: what comes on next by itself, once what it waits for has come about. It lies on the
// server; any desk of whoever drives the outputs carries it on. It never begins by itself, and any
// act by hand suspends it.

import { fill, h, say } from './director-dom.js';
import { holds, idOf } from './director-order.js';

const whens = ['', 'open', 'closed', 'confirmed', 'revealed', 'out', 'after'];

/** @param {import('./director-desk.js').Desk} desk */
export function createPlan(desk) {
  const { room, t } = desk;
  const rows = h('ol', { class: 'steps', id: 'steps' });
  const state = h('p', { class: 'plan-state', id: 'plan-state', role: 'status' });
  const tools = h('div', { class: 'arm-row', id: 'plan-tools' });
  let working = false;
  let refused = ''; // of the plan's own act

  const plan = () => room.status.plan;
  const steps = () => plan().steps ?? [];

  /** The pictures of the run order, each with what it usually waits for. */
  function build() {
    const made = desk.entries().filter((e) => e.section === 'item').map((e) => ({ cue: e.cue, when: e.when, seconds: e.when === 'after' ? 8 : 0 }));
    desk.plan(() => ({ session: room.session(), steps: made, at: 0, running: false }));
  }

  /** What step n is about to wait for, as things stand. @param {number} n */
  function world(n) {
    const items = room.frame()?.items ?? [];
    const step = steps()[n];
    const item = items.find((/** @type {any} */ i) => i.id === (step?.cue.item || room.frame()?.item?.id));
    const before = steps()[n - 1];
    const on = before && Object.values(room.program()?.layers ?? {}).find((s) => idOf(s) === idOf(before.cue));
    if (on) lastAt = { n: n - 1, at: on.at };
    return { phase: item?.phase ?? '', now: room.now(), lastAt: before ? (on?.at ?? (lastAt.n === n - 1 ? lastAt.at : 0)) : 0, lastOn: Boolean(on) };
  }
  let lastAt = { n: -1, at: 0 };

  /** Carries on: the next step is laid on preview, and taken when what it waits for has come about. */
  function run() {
    if (!plan().running || working) return;
    working = true;
    desk.queue(carryOn); // so that an act by hand is not decided on a picture that is just changing
  }

  async function carryOn() {
    try {
      await room.current();
      const answer = await advance();
      if (answer) refused = answer.ok || answer.code === 'stale' ? '' : answer.message;
    } finally {
      working = false;
    }
  }

  /** What is to be done now, if anything is. @returns {Promise<import('./director-room.js').Answer | null>} */
  async function advance() {
    const { running, at, on } = plan();
    if (!running || !desk.directs || room.isStale() || plan().session !== room.session() || room.lease()) return null;
    const next = steps()[at];
    const preview = room.preview();
    if (!preview) return null;
    const own = { auto: true, expect: room.known };
    if (!next) return room.act({ act: 'plan', ...own, plan: { ...strip(plan()), running: false } });
    if (desk.isOn(Object.values(preview.layers), next.cue)) return holds(next, world(at)) ? room.act({ act: 'take', ...own, from: preview.name, on }) : null;
    if (desk.isOn(Object.values(room.program()?.layers ?? {}), next.cue)) return room.act({ act: 'plan', ...own, plan: { ...strip(plan()), at: at + 1 } });
    return room.act({ act: 'cue', ...own, on: [preview.name], cue: next.cue });
  }

  /** @param {import('./director-room.js').Step} step */
  const add = (step) => desk.plan((p) => (p.session === room.session() ? { steps: [...p.steps, step] } : { session: room.session(), steps: [step], at: 0, running: false }));

  /** @param {import('./director-room.js').Plan} p */
  const strip = ({ session, on, steps: all, at, running }) => ({ session, on, steps: all ?? [], at, running });

  /** @param {number} n @param {Partial<import('./director-room.js').Step>} change */
  const edit = (n, change) => desk.plan((p) => ({ steps: p.steps.map((s, i) => (i === n ? { ...s, ...change } : s)) }));

  /** @param {import('./director-room.js').Step} step @param {number} n */
  function row(step, n) {
    const { at } = plan();
    const own = desk.directs;
    return h('li', { class: n === at ? 'is-next' : n < at ? 'is-done' : '', 'aria-current': n === at ? 'step' : false },
      h('button', { class: 'pick', id: `step-${n}`, disabled: !own, title: `${desk.nameOf(step.cue)} · ${t('plan.from-here')}`, onclick: () => desk.plan(() => ({ at: n })) }, h('b', {}, t(`scene.${step.cue.scene}`)), ' ', step.cue.item && !step.cue.unit ? step.cue.item : desk.nameOf(step.cue)),
      h('select', { id: `when-${n}`, disabled: !own, 'aria-label': t('plan.when'), value: step.when ?? '', onchange: (/** @type {any} */ e) => edit(n, { when: e.target.value, seconds: e.target.value === 'after' ? step.seconds || 8 : 0 }) },
        whens.map((w) => h('option', { value: w, selected: w === (step.when ?? '') }, t(`when.${w || 'told'}`)))),
      step.when === 'after' && h('input', { id: `seconds-${n}`, type: 'number', min: 0, max: 600, value: step.seconds ?? 0, 'aria-label': t('plan.seconds'), onchange: (/** @type {any} */ e) => edit(n, { seconds: Math.max(0, Math.min(600, Number(e.target.value) || 0)) }) }),
      own && h('button', { id: `drop-${n}`, class: 'small', 'aria-label': t('plan.drop', { name: t(`scene.${step.cue.scene}`) }), onclick: () => desk.plan((p) => ({ steps: p.steps.filter((_, i) => i !== n), at: n < p.at ? p.at - 1 : Math.min(p.at, p.steps.length - 1) })) }, '✕'));
  }

  function paint() {
    const p = plan();
    const other = p.session && p.session !== room.session();
    fill(rows, [steps(), p.at, desk.directs, steps().map((s) => desk.nameOf(s.cue))], () => steps().map(row));
    const words = p.suspended ? t('plan.suspended', { who: p.suspended }) : other && steps().length ? t('plan.other') : p.running ? t('plan.running') : steps().length ? t('plan.off') : t('plan.empty');
    say(state, refused && p.running ? `${words} ${t('plan.waits')}${refused}` : words);
    state.className = `plan-state ${p.suspended ? 'is-late' : p.running ? 'is-done' : ''}`;
    fill(tools, [p.running, steps().length, desk.directs, other], () => desk.directs ? [
      h('button', { id: 'plan-build', onclick: build }, t('plan.build')),
      h('button', { id: 'plan-add', onclick: () => { const e = desk.selected(); if (e) add({ cue: e.cue, when: e.when, seconds: e.when === 'after' ? 8 : 0 }); } }, t('plan.add')),
      steps().length > 0 && !other && h('button', { id: 'plan-run', 'aria-pressed': String(p.running), onclick: () => desk.plan((now) => ({ running: !p.running, at: now.at >= now.steps.length ? 0 : now.at })) }, t(p.running ? 'plan.stop' : 'plan.start')),
    ] : []);
  }

  return { element: h('div', { class: 'plan' }, state, tools, rows), paint, run };
}
