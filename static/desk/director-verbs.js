// The verbs, as buttons with their keys on them. Taking panic back is two presses.

import { beijing } from '../shared/moment.js';
import { fill, h, say } from './director-dom.js';
import { keys } from './director-keys.js';
import { confirmed } from './director-order.js';

/** What a button has room for. @param {string} text */
export const firstSentence = (text) => text.split(/(?<=。)|(?<=\.) /)[0] ?? text;

/** What the server has not answered for so long is said to be on its way. */
const SLOW = 400;

/** For so long the second press takes panic back. */
const SURE = 4000;

/** @param {import('./director-desk.js').Desk} desk */
export function createVerbs(desk) {
  const { room, t } = desk;
  /** @type {Record<string, any>} */
  const buttons = {};

  /** @param {string} verb */
  function button(verb) {
    const why = h('small', { class: 'why', id: `why-${verb}` });
    const words = h('strong', {}, t(`do.${verb}`));
    const element = h('button', { id: `do-${verb}`, class: `verb verb-${verb}`, 'aria-describedby': `why-${verb}`, onclick: () => desk.press(verb) }, words, h('kbd', {}, keys[verb][1]), why);
    buttons[verb] = { element, why, words };
    return element;
  }

  const said = h('p', { class: 'said', id: 'said', role: 'alert' });
  const ack = h('p', { class: 'ack', id: 'ack', role: 'status' });
  const timed = h('input', { type: 'checkbox', id: 'timed', onchange: () => { desk.timed = timed.checked; } });
  const element = h('section', { class: 'verbs', 'aria-label': t('verbs') },
    h('div', { class: 'verb-row' }, ['take', 'cut', 'next', 'back', 'out', 'blank', 'hold'].map(button)),
    h('div', { class: 'verb-foot' }, h('label', { class: 'tick' }, timed, ' ', t('timed')), ack, said));

  function paint() {
    const wishes = desk.wishes();
    for (const [verb, { element: b, why, words }] of Object.entries(buttons)) {
      const answer = desk.answers[verb];
      b.hidden = !desk.directs;
      b.setAttribute('aria-disabled', String(Boolean(answer?.code || answer?.idle)));
      say(why, answer?.code ? firstSentence(answer.message) : answer?.idle ? t(`idle.${wishes[verb].act}`) : '');
      b.title = answer?.code ? answer.message : '';
      if (verb === 'hold') {
        const on = wishes.hold.act === 'unhold';
        b.setAttribute('aria-pressed', String(on));
        say(words, t(on ? 'do.unhold' : 'do.hold'));
      }
    }
    say(said, desk.said ? `${t(`said.${desk.saidAt.split(':')[0]}`)}${desk.said}` : '');
    paintAck();
  }

  function paintAck() {
    const a = desk.awaited;
    const names = (/** @type {string[]} */ on) => on.map((name) => room.output(name)?.title ?? name).join(t('between'));
    const toCome = (/** @type {import('./director-room.js').Output | undefined} */ output) => Boolean(output && confirmed(output, room.now()).timed);
    const done = a ? a.on.filter((name) => a.shown[name]) : [];
    let text = '';
    if (a && a.late.length) text = t('ack.late', { who: names(a.late) });
    else if (a && done.length === a.on.length && a.on.length) text = t(desk.done(), { s: (Math.max(...done.map((name) => a.shown[name])) / 1000).toFixed(1) });
    else if (a && a.on.some((name) => room.output(name)?.waiting?.includes(a.revision))) text = t(a.on.some((name) => toCome(room.output(name))) ? 'ack.timed' : 'ack.straps');
    else if (a && a.on.length) text = t('ack.wait');
    const waits = desk.acts.flying > 0 && Date.now() - desk.acts.since > SLOW;
    if (waits) text = t('ack.sent');
    ack.className = `ack ${waits ? '' : a?.late.length ? 'is-late' : a && done.length === a.on.length ? 'is-done' : ''}`;
    say(ack, text);
  }

  return { element, paint };
}

/** Panic, always in sight. @param {import('./director-desk.js').Desk} desk */
export function createPanic(desk) {
  const { room, t } = desk;
  let sure = 0;
  const place = h('div', { class: 'panic', id: 'panic' });

  function paint() {
    const on = room.status.outputs.filter((o) => o.panic);
    const asking = Date.now() < sure;
    document.documentElement.classList.toggle('in-panic', on.length > 0);
    const logIn = room.loggedOut ? t(desk.panicking ? 'log-in.panic' : 'log-in.over') : room.endsSoon() ? t('log-in.soon', { time: beijing(room.until / 1000).slice(11, 16) }) : '';
    fill(place, [on.map((o) => o.title), asking, desk.panicking, desk.directs, logIn], () => [
      logIn && h('span', { class: 'log-in', id: 'log-in', role: 'alert' }, logIn, ' ', h('a', { href: '/desk/login', target: '_blank' }, t('log-in.go'))),
      on.length > 0 && h('span', { class: 'latched', role: 'alert', title: on.map((o) => o.title).join(t('between')) }, t('panic.latched', { n: on.length })),
      on.length > 0 && desk.directs && !asking && h('button', { id: 'unpanic', onclick: () => {
        sure = Date.now() + SURE;
        paint();
        document.getElementById('unpanic-sure')?.focus();
      } }, t('panic.release')),
      on.length > 0 && desk.directs && asking && h('button', { id: 'unpanic-sure', class: 'sure', onclick: () => {
        sure = 0;
        desk.press('unpanic', { act: 'unpanic' });
      } }, t('panic.sure')),
      h('button', { id: 'do-panic', class: 'stop', 'aria-pressed': String(on.length > 0), onclick: () => desk.panic() }, h('strong', {}, t(desk.panicking ? 'panic.sending' : 'do.panic')), h('kbd', {}, 'Esc')),
    ]);
  }

  return { element: place, paint };
}
