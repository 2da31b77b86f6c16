// The verbs: as buttons with their keys on them, and the keys. Panic is one key from anywhere, and
// taking it back is two presses.

import { beijing } from '../shared/moment.js';
import { fill, h, say, writing } from './director-dom.js';
import { confirmed } from './director-order.js';

/** What is pressed for which verb; the code is that of the place on the keyboard, whatever is written there. */
const keys = /** @type {Record<string, [string, string]>} */ ({
  take: ['Space', '␣'], cut: ['KeyC', 'C'], next: ['KeyN', 'N'], back: ['KeyB', 'B'], out: ['KeyO', 'O'], blank: ['KeyX', 'X'], hold: ['KeyH', 'H'],
  'arm-take': ['KeyA', 'A'], go: ['KeyG', 'G'],
});

/** What a button has room for. @param {string} text */
const firstSentence = (text) => text.split(/(?<=。)|(?<=\.) /)[0] ?? text;

/** What the server has not answered for so long is said to be on its way. */
const SLOW = 400;

/** What GO gave out is taken off when its key or its button is held for so long. */
export const HELD = 1000;

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
      say(why, answer?.code ? firstSentence(answer.message) : '');
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
    else if (a && done.length === a.on.length && a.on.length) text = t('ack.done', { s: (Math.max(...done.map((name) => a.shown[name])) / 1000).toFixed(1) });
    else if (a && a.on.some((name) => room.output(name)?.waiting?.includes(a.revision))) text = t(a.on.some((name) => toCome(room.output(name))) ? 'ack.timed' : 'ack.straps');
    else if (a && a.on.length) text = t('ack.wait');
    const waits = desk.flying > 0 && Date.now() - desk.since > SLOW;
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

/**
 * Whatever the mouse has pressed or ticked lets go of the focus, or the space bar would press it once more instead of taking. A
 * box whose words were clicked has the focus only when the click is over, and a busy page comes to that after the key that follows:
 * whoever hears of a key calls what is returned first, or that key would be lost, and the box be as if nobody had ticked it.
 */
function letGo() {
  const own = 'button, summary, input[type=checkbox], input[type=radio]';
  let clicked = /** @type {any} */ (null);
  const blur = () => { if (clicked && document.activeElement === clicked) clicked.blur(); };
  const settle = () => {
    blur();
    clicked = null;
  };
  addEventListener('click', (event) => {
    const at = event.target;
    if (event.detail === 0 || !(at instanceof Element)) return;
    clicked = at.closest('label')?.control ?? at.closest('button, summary, input');
    if (!clicked?.matches(own)) clicked = null; // in a field somebody writes
    blur(); // before what is clicked hears of it: it may have the focus go elsewhere, and that stays
    setTimeout(settle);
  }, true);
  return settle;
}

/**
 * The keys. Letters and the space bar can be switched off; Esc cannot: it is panic from anywhere, also out of a field. Only where a
 * word is being composed it is the input method's.
 * @param {import('./director-desk.js').Desk} desk @param {(by: number) => void} move
 */
export function listen(desk, move) {
  const settle = letGo();
  let down = 0; // since when the key of GO is held, in milliseconds of the page; 0 when it is not
  addEventListener('keyup', () => { down = 0; });
  addEventListener('keydown', (event) => {
    if (event.repeat && down && event.timeStamp - down >= HELD) { // a keyboard repeats what is held; a press whose end got lost is none
      down = 0;
      desk.kill();
    }
    if (event.repeat || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    settle();
    const at = /** @type {any} */ (document.activeElement ?? event.target);
    if (event.key === 'Escape') {
      event.preventDefault();
      desk.panic();
      if (writing(at)) at.blur();
      return;
    }
    if (!desk.hotkeys || writing(at)) return;
    if (event.code === 'ArrowDown' || event.code === 'ArrowUp') {
      event.preventDefault();
      move(event.code === 'ArrowDown' ? 1 : -1);
      return;
    }
    const control = at instanceof Element && at.closest('button, a, summary, label, input');
    if (control && (event.code === 'Space' || event.code === 'Enter')) return; // it is pressed itself
    if (event.code === 'Enter') {
      const entry = desk.selected();
      if (entry) desk.cue(entry);
      event.preventDefault();
      return;
    }
    const verb = Object.keys(keys).find((name) => keys[name][0] === event.code);
    if (verb === 'go' && event.shiftKey && desk.kill()) event.preventDefault();
    if (!verb || event.shiftKey) return;
    event.preventDefault();
    if (verb === 'go') down = event.timeStamp;
    if (verb === 'go') desk.go();
    else desk.press(verb);
  });
}
