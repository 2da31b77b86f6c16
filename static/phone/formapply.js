import { byId, make, setText, show } from './dom.js';

/**
 * Fills an element anew when what it shows has changed. @param {string} id @param {any} what @param {(box: HTMLElement) => void} fill
 */
function refill(id, what, fill) {
  const box = byId(id);
  const key = JSON.stringify(what);
  if (box.getAttribute('data-key') === key) return;
  box.setAttribute('data-key', key);
  box.textContent = '';
  fill(box);
}

/** @param {HTMLElement} box @param {string} label @param {string} look @param {() => void} act */
export function addButton(box, label, look, act) {
  const button = /** @type {HTMLButtonElement} */ (box.appendChild(make('button', look, label)));
  button.type = 'button';
  button.onclick = act;
  return button;
}

/** @param {HTMLElement} box @param {Phone.Status | null} status @param {Phone.Say} say */
function addStatus(box, status, say) {
  if (!status) return;
  box.append(make('p', status.tone, status.text));
  if (status.receipt) {
    box.appendChild(make('p', status.tone + ' more', say('receipt') + ' ')).append(make('span', 'code', status.receipt));
  }
  if (status.more) box.append(make('p', status.tone + ' more', status.more));
  box.scrollIntoView({ block: 'center' });
}

/**
 * Makes the page show where the person is. The body between the heading and the
 * bar is made by the screens of the form.
 * @param {Phone.FormModel} f @param {string} told @param {Phone.Say} say @param {(to: Phone.Button['to']) => void} go
 */
export function applyForm(f, told, say, go) {
  show('elsewhere', f.show === 'elsewhere');
  show('stage', f.show === 'stage');
  byId('stage').className = 'sheet' + (f.open ? ' open' : '') + (f.lost ? ' lost' : '');
  show('cover', f.at === 'cover');
  show('body', f.at !== 'cover');
  show('bar', f.open);
  setText('card', f.card);
  setText('net', f.net);
  setText('name', f.heading);
  setText('place', f.place);
  setText('about', f.about);
  setText('clock', f.clock);
  setText('hint', f.hint);
  setText('note', f.note);
  setText('far', f.far);
  setText('kept', f.kept);
  setText('told', told);
  refill('status', f.status, box => addStatus(box, f.status, say));
  refill('buttons', f.buttons, box => f.buttons.forEach(b => { addButton(box, b.label, b.second ? 'second' : '', () => go(b.to)).disabled = b.off; }));
  const height = byId('bar').offsetHeight;
  byId('bar').classList.toggle('tall', height * 4 > window.innerHeight);
  document.documentElement.style.setProperty('scroll-padding-bottom', height + 8 + 'px'); // nothing that has the focus is under it
}

/**
 * A box to tick.
 * @param {HTMLElement} box @param {string} label @param {string} name
 */
export function addTick(box, label, name) {
  const around = box.appendChild(make('label', 'tick', ''));
  const tick = /** @type {HTMLInputElement} */ (around.appendChild(document.createElement('input')));
  tick.type = 'checkbox';
  tick.name = name;
  around.appendChild(make('span', 'face', '')).append(make('span', '', label));
  return tick;
}

/** A void ballot is handed in only by whoever says so. @param {HTMLElement} body @param {string} why @param {Phone.Say} say */
export function offerVoid(body, why, say) {
  const box = body.appendChild(make('div', 'faulty', ''));
  box.append(make('p', '', why));
  addTick(box, say('as-void'), 'void_ok').id = 'void';
}
