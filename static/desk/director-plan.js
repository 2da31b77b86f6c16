// The plan: what comes on next by itself, once what it waits for has come about. The server runs it,
// also when no desk is open; a desk starts it, stops it and watches. It never begins by itself, and
// any act by hand pauses it.

import { beijing } from '../shared/moment.js';
import { fill, h, say } from './director-dom.js';

const whens = ['', 'open', 'closed', 'confirmed', 'revealed', 'out', 'after', 'clock'];

/** The time in Beijing in five minutes, with which a step begins that waits for one. */
const inAWhile = () => beijing(Date.now() / 1000 + 300).slice(11, 17) + '00';

const DAY = 86_400;
/** By how many seconds a time may have passed when its step begins to wait: `late` of onair/plan_run.go. */
const LATE = 3600;

/** Whether a time of day was in the last hour in Beijing, as the server takes it. @param {string} time @param {number} now in milliseconds */
export function passed(time, now) {
  const [h1, m1, s1] = time.split(':').map(Number);
  const [h2, m2, s2] = beijing(now / 1000).slice(11).split(':').map(Number);
  return (((h2 - h1) * 60 + m2 - m1) * 60 + s2 - s1 + DAY) % DAY < LATE;
}

/** @param {import('./director-desk.js').Desk} desk */
export function createPlan(desk) {
  const { room, t } = desk;
  const rows = h('ol', { class: 'steps', id: 'steps' });
  const state = h('p', { class: 'plan-state', id: 'plan-state', role: 'status' });
  const tools = h('div', { class: 'arm-row', id: 'plan-tools' });
  const seconds = h('span', { class: 'left-seconds', role: 'timer' });

  const plan = () => room.status.plan;
  const steps = () => plan().steps ?? [];

  /** The pictures of the run order, each with what it usually waits for. */
  function build() {
    const made = desk.entries().filter((e) => e.section === 'item').map((e) => ({ cue: e.cue, when: e.when, seconds: e.when === 'after' ? 8 : 0 }));
    desk.plan(() => ({ session: room.session(), steps: made, at: 0, running: false }));
  }

  /** @param {import('./director-room.js').Step} step */
  const add = (step) => desk.plan((p) => (p.session === room.session() ? { steps: [...p.steps, step] } : { session: room.session(), steps: [step], at: 0, running: false }));

  /** Starts or stops, at a step or where it is. @param {boolean} run @param {number} [step] */
  const move = (run, step) => desk.press('plan', { act: 'run', run, ...(step === undefined ? {} : { step }) });

  /** @param {number} n @param {Partial<import('./director-room.js').Step>} change */
  const edit = (n, change) => desk.plan((p) => ({ steps: p.steps.map((s, i) => (i === n ? { ...s, ...change } : s)) }));

  /** What is to be known of the time that a step waits for: it has passed, or what is on only leaves then. @param {import('./director-room.js').Step} step @param {number} n */
  function note(step, n) {
    if (step.when !== 'clock' || !step.time || n < plan().at) return '';
    if (passed(step.time, room.now())) return t('plan.passed');
    const lead = n === plan().at ? desk.answers['plan:clock']?.lead ?? 0 : 0;
    return lead ? t('plan.lead', { s: (lead / 1000).toFixed(1) }) : '';
  }

  /** @param {import('./director-room.js').Step} step @param {number} n */
  function sayNote(step, n) {
    const place = /** @type {HTMLElement | null} */ (rows.querySelector(`#note-${n}`));
    if (!place) return;
    say(place, note(step, n));
    place.hidden = !place.textContent;
  }

  /** @param {import('./director-room.js').Step} step @param {number} n */
  function row(step, n) {
    const { at } = plan();
    const own = desk.directs;
    return h('li', { class: n === at ? 'is-next' : n < at ? 'is-done' : '', 'aria-current': n === at ? 'step' : false },
      h('button', { class: 'pick', id: `step-${n}`, disabled: !own, title: `${desk.nameOf(step.cue)} · ${t('plan.from-here')}`, onclick: () => move(plan().running, n) }, h('b', {}, t(`scene.${step.cue.scene}`)), ' ', step.cue.item && !step.cue.unit ? step.cue.item : desk.nameOf(step.cue)),
      h('select', { id: `when-${n}`, disabled: !own, 'aria-label': t('plan.when'), value: step.when ?? '', onchange: (/** @type {any} */ e) => edit(n, { when: e.target.value, seconds: e.target.value === 'after' ? step.seconds || 8 : 0, time: e.target.value === 'clock' ? step.time || inAWhile() : '' }) },
        whens.map((w) => h('option', { value: w, selected: w === (step.when ?? '') }, t(`when.${w || 'told'}`)))),
      step.when === 'after' && h('input', { id: `seconds-${n}`, type: 'number', min: 0, max: 600, value: step.seconds ?? 0, 'aria-label': t('plan.seconds'), onchange: (/** @type {any} */ e) => edit(n, { seconds: Math.max(0, Math.min(600, Number(e.target.value) || 0)) }) }),
      step.when === 'clock' && h('input', { id: `time-${n}`, type: 'time', step: 1, required: true, disabled: !own, value: step.time ?? '', 'aria-label': t('plan.time'), onchange: (/** @type {any} */ e) => { if (e.target.value) edit(n, { time: e.target.value.length === 5 ? `${e.target.value}:00` : e.target.value }); } }),
      own && h('button', { id: `drop-${n}`, class: 'small', 'aria-label': t('plan.drop', { name: t(`scene.${step.cue.scene}`) }), onclick: () => desk.plan((p) => ({ steps: p.steps.filter((_, i) => i !== n), at: n < p.at ? p.at - 1 : Math.min(p.at, p.steps.length - 1) })) }, '✕'),
      h('label', { class: 'stay', title: t('plan.stay', { name: t(`scene.${step.cue.scene}`) }) }, t('plan.stays'), h('input', { id: `stay-${n}`, type: 'number', min: 0, max: 600, value: step.stay ?? 0, disabled: !own, 'aria-label': t('plan.stay', { name: t(`scene.${step.cue.scene}`) }), onchange: (/** @type {any} */ e) => edit(n, { stay: Math.round(Math.max(0, Math.min(600, Number(e.target.value) || 0))) }) })),
      h('small', { class: 'why', id: `note-${n}` }));
  }

  function paint() {
    const p = plan();
    const other = p.session && p.session !== room.session();
    fill(rows, [steps(), p.at, desk.directs, steps().map((s) => desk.nameOf(s.cue))], () => steps().map(row));
    steps().forEach(sayNote); // apart: what is half typed in a row stays
    say(state, [words(p, other), p.running && p.waits ? t('plan.waits') + p.waits[document.documentElement.lang === 'en' ? 'en' : 'zh'] : ''].join(' ').trim());
    state.className = `plan-state ${p.running ? 'is-done' : p.why && !['told', 'done'].includes(p.why) ? 'is-late' : ''}`;
    const step = p.running ? steps()[p.at] : undefined;
    fill(tools, [p.running, steps().length, p.at, step?.when, desk.directs, other], () => desk.directs ? [
      h('button', { id: 'plan-build', onclick: build }, t('plan.build')),
      h('button', { id: 'plan-add', onclick: () => { const e = desk.selected(); if (e) add({ cue: e.cue, when: e.when, seconds: e.when === 'after' ? 8 : 0 }); } }, t('plan.add')),
      steps().length > 0 && !other && h('button', { id: 'plan-run', 'aria-pressed': String(p.running), onclick: () => (p.running ? move(false) : move(true, p.at >= steps().length ? 0 : p.at)) }, t(p.running ? 'plan.stop' : 'plan.start')),
      step && h('button', { id: 'plan-next', title: t('plan.next-why'), onclick: () => desk.press('plan', { act: 'proceed' }) }, t('plan.next')),
      step?.when === 'after' && seconds,
    ] : []);
    if (step?.when === 'after') say(seconds, t('armed.left', { n: Math.max(0, Math.ceil((p.since - room.now()) / 1000 + (step.seconds ?? 0))) }));
  }

  /** @param {import('./director-room.js').Plan} p @param {unknown} other */
  function words(p, other) {
    if (p.running) return t('plan.running');
    if (p.why && steps().length) return t(`plan.why.${p.why}`, { who: p.paused });
    if (other && steps().length) return t('plan.other');
    return t(steps().length ? 'plan.off' : 'plan.empty');
  }

  return { element: h('div', { class: 'plan' }, state, tools, rows), paint };
}
