import { applyForm, offerVoid } from './formapply.js';
import { ask } from './http.js';
import { byId } from './dom.js';
import { createDraft } from './draft.js';
import { formView } from './formview.js';
import { openLine } from './line.js';
import { moment } from '../shared/moment.js';
import { shelf } from './shelf.js';
import { stepsOf } from './sheet.js';
import { createSay } from './words.js';

const root = document.documentElement;
export const say = createSay(JSON.parse(byId('words').textContent || '{}'));
/** @type {Phone.Form} */
export const sheet = JSON.parse(byId('sheet').textContent || '');
const blank = '-'.repeat(sheet.lists ? sheet.lists.length * sheet.units.length
  : sheet.units.reduce((n, unit) => n + (unit[4] || sheet.criteria || []).length, 0));

/** @type {Phone.Step[]} */
export let steps = [];
/** @type {Phone.Place} */
let at = 'cover';
/** Who marks in which run: the draft and the body were made for that. */
let begun = '';
/** What was known when the server refused marks: the draft begins again with news only. @type {Phone.Me | null} */
let stale = null;
let built = '';
let told = '';
let receipt = '';
let settling = 0;
/** @type {Phone.Screens} */
let screens;

// What the person said may be void: it goes with the ballot, also when that is
// sent again by another page.
const asVoid = shelf('void');

const line = openLine(() => paint(), (path, body) => {
  const marks = path === '/v/ballot' && /** @type {any} */ (body).marks;
  return ask(path, marks && marks === asVoid.get() ? Object.assign({ void_ok: true }, body) : body);
});
const voter = line.voter;

export const draft = createDraft({
  post: body => ask('/v/draft', body), keep: shelf('draft'), later: (run, ms) => setTimeout(run, ms), cancel: timer => clearTimeout(timer),
  random: Math.random, changed: () => paint(),
  refused() {
    stale = voter.look().me;
    begun = '';
    voter.refresh();
  },
});

/** What a phone keeps is a change of the ballot that stood then. @param {string} stands its receipt */
const beside = stands => begun + '/' + stands.slice(0, 8);

// The draft belongs to one card in one run of the form.
/** @param {Phone.State} s */
function follow(s) {
  const { me } = s;
  const { item } = s.frame;
  const takes = item && me && item.phase === 'open' && me !== stale && s.card === 'ok' && me.item === item.id && me.run === item.run;
  const key = takes ? [s.frame.session.id, item.id, item.run, me.card.number].join('/') : '';
  if (key !== begun) {
    begun = key;
    draft.stop();
    if (takes) {
      const form = me.form || {};
      const sent = me.ballot ? me.ballot.marks : '';
      steps = stepsOf(sheet, form.own || []);
      draft.begin({ key: beside(me.ballot ? me.ballot.receipt : ''), item: item.id, run: item.run, marks: form.marks || sent || blank, sent, other: Boolean(form.other) });
    }
  }
  const done = s.outcome;
  if (done && done.kind === 'recorded' && done.marks && done.receipt !== receipt) {
    receipt = done.receipt;
    draft.recorded(done.marks, beside(done.receipt));
    if (at === 'review') go('cover');
  }
}

/** @param {Phone.Button['to']} to */
export function go(to) {
  if (to === 'send') return send();
  history.pushState({ at: to }, '');
  enter(to);
}

/** @param {Phone.Place} to */
function enter(to) {
  at = to;
  told = '';
  byId('bar').classList.add('settling'); // a second tap of a double tap is not meant for what comes
  clearTimeout(settling);
  settling = window.setTimeout(() => byId('bar').classList.remove('settling'), 400);
  paint();
  window.scrollTo(0, 0);
  byId('name').focus();
}

/**
 * Says why something is not done, until the next mark, where the finger is.
 * @param {string} text @param {Element | null} [near]
 */
export function tell(text, near) {
  told = text;
  if (near) near.after(byId('told'));
  else byId('bar').prepend(byId('told'));
  paint();
}

/** @param {number} row @param {string} grade its mark, "-" for none */
export function mark(row, grade) {
  told = '';
  draft.mark(row, grade);
}

/** The code for which the ballot that was sent last was refused, if it is the one here. */
function refusal() {
  const { outcome } = voter.look();
  return outcome && outcome.kind === 'refused' && outcome.marks === draft.look().marks ? outcome.code : '';
}

// Hands the form in as it stands. What is void as a whole wants to be meant.
function send() {
  const { marks } = draft.look();
  const fault = screens.fault(marks);
  const meant = /** @type {HTMLInputElement | null} */ (document.getElementById('void'));
  if (fault) return tell(fault);
  if (meant && !meant.checked) {
    meant.focus();
    return tell(say('void-first'), meant.parentElement);
  }
  asVoid.put(meant ? marks : '');
  told = '';
  voter.choose(marks);
  voter.submit();
}

function paint() {
  const s = line.look();
  if (s.gone) return location.reload(); // the page on which a code is typed is another one
  follow(s);
  const { marks } = draft.look();
  const f = formView(s, draft.look(), at, steps, say, seconds => moment(seconds, root.lang));
  const refused = f.at === 'review' ? refusal() : '';
  const key = f.at + ' ' + begun + refused;
  if (built !== key) {
    built = key;
    byId('bar').prepend(byId('told'));
    byId('body').textContent = '';
    screens.build(byId('body'), f, marks);
    if (/^ballot-[opqu]/.test(refused) && !document.getElementById('void')) offerVoid(byId('body'), say('void-whole'), say);
  }
  screens.paint(f, marks);
  applyForm(f, told, say, go);
}

function listen() {
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
  window.addEventListener('popstate', event => enter(event.state ? event.state.at : 'cover'));
  window.addEventListener('online', draft.wake);
  document.addEventListener('visibilitychange', draft.wake);
}

/** Shows the form with the screens of its kind. @param {Phone.Screens} of */
export function openForm(of) {
  screens = of;
  if (/redeeming|refused/.test(root.className)) return;
  root.className += ' live';
  if (history.state) ({ at } = history.state);
  byId('big').textContent = say(root.classList.contains('big') ? 'normal' : 'big');
  listen();
  paint();
  line.start();
}
