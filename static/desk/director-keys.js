// The keys of the desk. Panic is one key from anywhere.

import { writing } from './director-dom.js';

/** What is pressed for which verb; the code is that of the place on the keyboard, whatever is written there. */
export const keys = /** @type {Record<string, [string, string]>} */ ({
  take: ['Space', '␣'], cut: ['KeyC', 'C'], next: ['KeyN', 'N'], back: ['KeyB', 'B'], out: ['KeyO', 'O'], blank: ['KeyX', 'X'], hold: ['KeyH', 'H'],
  'arm-take': ['KeyA', 'A'], go: ['KeyG', 'G'], disarm: ['KeyR', 'R'],
});

/** What GO gave out is taken off when its key or its button is held for so long. */
export const HELD = 1000;

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
 * GO by a key: its letter, or what presses its button. While a name is out it waits until the key is let go, since somebody may
 * hold it to take that name off, and what is armed after it must not come out by that.
 * @param {import('./director-desk.js').Desk} desk
 */
function createGoKey(desk) {
  /** @type {{ code: string, since: number, waits: boolean, killed: boolean } | null} */
  let press = null; // since: in milliseconds of the page, as it is pressed
  const held = (/** @type {KeyboardEvent} */ event) => press && event.timeStamp - press.since >= HELD;
  const kill = () => {
    if (press && !press.killed) desk.kill();
    if (press) press.killed = true;
  };
  addEventListener('blur', () => { press = null; }); // its end gets lost: it is none
  addEventListener('keyup', (event) => {
    if (event.code !== press?.code) return;
    event.preventDefault(); // or the button would be pressed once more
    if (held(event)) kill(); // where a keyboard does not repeat what is held
    else if (press.waits) desk.go();
    press = null;
  });
  return {
    /** @param {KeyboardEvent} event */
    press(event) {
      event.preventDefault();
      if (event.shiftKey) return void desk.kill();
      press = { code: event.code, since: event.timeStamp, waits: desk.naming().length > 0, killed: false };
      if (!press.waits) desk.go();
    },
    /** A keyboard repeats what is held. @param {KeyboardEvent} event */
    repeat(event) {
      if (event.code !== press?.code) return;
      event.preventDefault();
      if (held(event)) kill();
    },
  };
}

/**
 * Esc: panic from anywhere, also out of a field, and never switched off. Only where a word is being composed it is the input method's.
 * A list that is open closes by the key, and of that the page hears the end alone.
 * @param {import('./director-desk.js').Desk} desk
 */
export function listenForPanic(desk) {
  let heard = false;
  addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    heard = true;
    if (event.repeat || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    desk.panic();
    const at = document.activeElement;
    if (at instanceof HTMLElement && writing(at)) at.blur();
  });
  addEventListener('keyup', (event) => {
    if (event.key !== 'Escape') return;
    if (!heard && document.activeElement?.matches('select')) desk.panic();
    heard = false;
  });
}

/** A list that was chosen from gives the focus up, or the next arrow would choose once more; in a form somebody goes on to write. */
function listsLetGo() {
  addEventListener('change', ({ target }) => {
    if (target instanceof HTMLSelectElement && !target.closest('form')) target.blur();
  });
}

/**
 * The keys of the desk. Letters and the space bar can be switched off.
 * @param {import('./director-desk.js').Desk} desk @param {(by: number) => void} move
 */
export function listen(desk, move) {
  const settle = letGo();
  listsLetGo();
  listenForPanic(desk);
  const go = createGoKey(desk);
  addEventListener('keydown', (event) => {
    if (event.repeat) go.repeat(event);
    if (event.repeat || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    settle();
    const at = /** @type {any} */ (document.activeElement ?? event.target);
    const presses = event.code === 'Space' || event.code === 'Enter';
    if (presses && at.id === 'do-go') return go.press(event);
    if (!desk.hotkeys || writing(at)) return;
    if (event.code === 'ArrowDown' || event.code === 'ArrowUp') {
      event.preventDefault();
      move(event.code === 'ArrowDown' ? 1 : -1);
      return;
    }
    if (presses && at instanceof Element && at.closest('button, a, summary, label, input')) return; // it is pressed itself
    if (event.code === 'Enter') {
      const entry = desk.selected();
      if (entry) desk.cue(entry);
      event.preventDefault();
      return;
    }
    const verb = Object.keys(keys).find((name) => keys[name][0] === event.code);
    if (verb === 'go') return go.press(event);
    if (!verb || event.shiftKey) return;
    event.preventDefault();
    desk.press(verb);
  });
}
