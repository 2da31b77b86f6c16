import { byId, make, setText, show } from './dom.js';

/**
 * What became of the ballot is never left below the edge of the screen.
 * @param {Phone.Status | null} status @param {Phone.Say} say
 */
function applyStatus(status, say) {
  const box = byId('status');
  const key = JSON.stringify(status);
  if (box.getAttribute('data-key') === key) return;
  box.setAttribute('data-key', key);
  box.textContent = '';
  if (!status) return;
  box.append(make('p', status.tone, status.text));
  if (status.receipt) {
    const line = make('p', status.tone + ' more', say('receipt') + ' ');
    line.append(make('span', 'code', status.receipt));
    box.append(line);
  }
  if (status.more) box.append(make('p', status.tone + ' more', status.more));
  reveal(box, Infinity);
}

/**
 * Scrolls until an element ends above the bar, as far as it may.
 * @param {HTMLElement} element @param {number} most
 */
function reveal(element, most) {
  const hidden = element.getBoundingClientRect().bottom + byId('bar').offsetHeight - window.innerHeight;
  if (hidden > 0 && most > 0) window.scrollBy(0, Math.ceil(Math.min(hidden, most)));
}

/** @type {any} */
let settling = null;

/**
 * One button gives way to another in the same place. The second tap of a double
 * tap is not meant for the one that has just come: the bar is deaf for a moment.
 * @param {string} buttons which ones are there
 */
function settle(buttons) {
  const bar = byId('bar');
  if (bar.getAttribute('data-buttons') === buttons) return;
  bar.setAttribute('data-buttons', buttons);
  bar.classList.add('settling');
  clearTimeout(settling);
  settling = setTimeout(() => bar.classList.remove('settling'), 600);
  // Where the type is large the grades may lie under the bar; the unit's name stays in sight.
  reveal(byId('grades'), byId('name').getBoundingClientRect().top);
}

/** @param {Phone.Model} m @param {Phone.Say} say */
function applyBallot(m, say) {
  show('grades', m.open);
  /** @type {HTMLFieldSetElement} */ (byId('grades')).disabled = m.locked;
  document.querySelectorAll('input[name=marks]').forEach(element => {
    const radio = /** @type {HTMLInputElement} */ (element);
    radio.checked = radio.value === m.chosen;
  });
  const submit = /** @type {HTMLButtonElement} */ (byId('submit'));
  show('submit', m.submit.shown);
  submit.disabled = m.submit.sending;
  setText('submit', say(m.submit.sending ? 'submitting' : 'submit'));
  show('change', m.change !== '');
  setText('change', m.change ? say(m.change) : '');
  show('bar', m.submit.shown || m.change !== '');
  settle(m.submit.shown + m.change);
  // With very large text the buttons need a line each: then they stay where they are and cover nothing.
  byId('bar').classList.toggle('tall', byId('bar').offsetHeight * 4 > window.innerHeight);
  applyStatus(m.status, say);
}

/**
 * Makes the page show the model. Whoever stood on something that goes away is
 * taken to the name of the unit.
 * @param {Phone.Model} m @param {Phone.Say} say
 */
export function apply(m, say) {
  const focused = /** @type {HTMLElement | null} */ (document.activeElement);
  show('scan', m.show === 'scan');
  show('elsewhere', m.show === 'elsewhere');
  show('stage', m.show === 'stage');
  byId('stage').className = 'sheet' + (m.open ? ' open' : '') + (m.lost ? ' lost' : '');
  show('rehearsal', m.rehearsal);
  setText('title', m.title);
  setText('card', m.card);
  const place = byId('place');
  if (place.textContent !== m.place + ' ' + m.number) {
    place.textContent = '';
    place.append(make('span', '', m.place), ' ', make('span', '', m.number));
  }
  show('place', m.place !== '');
  setText('name', m.name);
  setText('about', m.about);
  setText('clock', m.clock);
  byId('clock').className = m.near ? 'clock near' : 'clock';
  setText('until', m.until);
  show('panel', !m.open);
  setText('headline', m.headline);
  show('headline', m.headline !== '');
  setText('hint', m.hint);
  setText('net', m.net);
  setText('older', m.older);
  setText('say', m.say);
  setText('say-left', m.sayLeft);
  applyBallot(m, say);
  if (focused && focused !== document.body && focused.offsetParent === null) byId('name').focus();
}
