import { createSay } from './words.js';
import { apply } from './apply.js';
import { byId } from './dom.js';
import { openLine } from './line.js';
import { view } from './view.js';

const root = document.documentElement;
export const say = createSay(JSON.parse(byId('words').textContent || '{}'));
const form = /** @type {HTMLFormElement} */ (byId('form'));
const line = openLine(() => paint());
export const voter = line.voter;

export function paint() {
  apply(view(line.look(), say), say);
}

function listen() {
  form.addEventListener('change', event => {
    voter.choose(/** @type {HTMLInputElement} */ (event.target).value);
    paint();
  });
  form.addEventListener('submit', event => {
    event.preventDefault();
    if (!voter.submit()) /** @type {HTMLElement} */ (form.querySelector('#grades input')).focus();
  });
  byId('change').addEventListener('click', () => {
    voter.edit(!voter.look().editing);
    paint();
  });
  byId('over').addEventListener('submit', event => {
    event.preventDefault();
    voter.takeOver().then(trouble => { byId('over-status').textContent = trouble && say(trouble); });
  });
  byId('big').addEventListener('click', event => {
    event.preventDefault();
    const big = root.classList.toggle('big');
    document.cookie = 'big=' + (big ? 1 : 0) + ';path=/;max-age=31536000;samesite=lax';
    byId('big').textContent = say(big ? 'normal' : 'big');
  });
}

// While a scanned card is being redeemed the page is about to be replaced, and
// what it shows may be another card's.
if (!/redeeming|refused/.test(root.className)) {
  root.className += ' live';
  form.noValidate = true;
  byId('big').textContent = say(root.classList.contains('big') ? 'normal' : 'big');
  listen();
  paint();
  line.start();
}
