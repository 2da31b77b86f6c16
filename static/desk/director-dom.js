// Makes the parts of the director's desk, and keeps what has not changed.

/**
 * An element. Of the properties `class`, `data` and what begins with `on` are what they are called;
 * false leaves an attribute out; all others are attributes.
 * @param {string} tag @param {Record<string, any>} [properties] @param {...any} children
 * @returns {any}
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === false || value === undefined || value === null) continue;
    if (name === 'data') Object.assign(element.dataset, value);
    else if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'value') /** @type {any} */ (element).value = value;
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

let under = /** @type {EventTarget | null} */ (null); // what a finger or the mouse is down on

addEventListener('pointerdown', (event) => { under = event.target; }, true);
for (const end of ['pointerup', 'pointercancel', 'blur']) addEventListener(end, () => setTimeout(() => { under = null; }), true);

/**
 * Fills a place anew when what it is made of has changed. What had the focus has it again.
 * @param {any} place @param {any} of whatever can be told as JSON @param {() => any} make
 */
export function fill(place, of, make) {
  const key = JSON.stringify(of);
  if (place.made === key) return;
  if (under instanceof Node && under !== place && place.contains(under)) return; // or the press would be lost; it is painted soon again
  place.made = key;
  const held = place.contains(document.activeElement) ? document.activeElement?.id : '';
  const scrolled = place.scrollTop;
  place.replaceChildren(...[make()].flat(3).filter(Boolean));
  place.scrollTop = scrolled;
  if (held) document.getElementById(held)?.focus({ preventScroll: true });
}

/** Says a text, once: a place that is read aloud is left alone while it says the same. @param {any} place @param {string} text */
export function say(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

/**
 * The sentences of the page, with {name}s filled in.
 * @param {Record<string, string>} words
 */
export function createWords(words) {
  return (/** @type {string} */ key, /** @type {Record<string, any>} */ values = {}) => {
    let text = words[key] ?? key;
    for (const [name, value] of Object.entries(values)) text = text.replaceAll(`{${name}}`, String(value));
    return text;
  };
}

/** Whether somebody is writing: keys are letters there. @param {EventTarget | null} target */
export function writing(target) {
  return target instanceof HTMLElement && target.matches('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]');
}

export const facts = () => JSON.parse(document.getElementById('facts')?.textContent ?? '{}');
