// The page of the outputs: which there are, how each looks, where it is opened, what it shows.

import { createWords, facts as readFacts, fill, h, say, writing } from './director-dom.js';
import { listenForPanic } from './director-keys.js';
import { Room } from './director-room.js';
import { createPanic } from './director-verbs.js';
import { Desk } from './director-desk.js';

const SURE = 4000;
const facts = readFacts();
const t = createWords(facts.words);
const room = new Room(facts, t, () => paint());
const desk = new Desk(room, t, facts);
const panic = createPanic(desk);
desk.paint = () => paint();
const cards = h('div', { id: 'cards' });
const said = h('p', { class: 'said', id: 'said', role: 'alert' });
/** @type {Record<string, string>} */
let addresses = {};
let known = '';
/** @type {Record<string, string>} the session that is chosen for an output, and not tuned in */
const picked = {};
/** @type {Record<string, string>} a rehearsal that an output refused, which is tuned in where two people give their word */
const refused = {};
/** @type {Record<string, number>} what is to be pressed again, by its button */
const sure = {};

async function load() {
  const key = JSON.stringify(room.status.outputs.map((o) => [o.name, o.generation]));
  if (key === known || room.status.outputs.length === 0) return;
  known = key;
  const answer = await fetch('/desk/studio/addresses.json').catch(() => null);
  if (!answer?.ok) {
    known = '';
    return;
  }
  addresses = Object.fromEntries((await answer.json()).map((/** @type {any} */ a) => [a.name, a.address]));
  paint();
}

/** @param {Record<string, any>} wish */
async function act(wish) {
  const answer = await room.act(wish);
  say(said, answer.ok ? '' : answer.message);
  return answer;
}

/** A button that has to be pressed twice. @param {string} id @param {string} words @param {() => void} done */
function twice(id, words, done) {
  const asking = Date.now() < (sure[id] ?? 0);
  return h('button', { id, type: 'button', class: asking ? 'sure' : '', onclick: () => {
    if (asking) {
      delete sure[id];
      done();
    } else {
      sure[id] = Date.now() + SURE;
    }
    paint();
  } }, t(asking ? `${words}.sure` : words));
}

/** @param {string} id @param {string} name @param {any} control */
const field = (id, name, control) => h('p', { class: 'field' }, h('label', { for: `${id}-${name}` }, t(`setup.${name}`)), control);

/** The settings of an output; of a new one they begin as those of a wall. @param {any} o @param {boolean} fresh */
function settings(o, fresh) {
  const id = fresh ? 'new' : o.name;
  const text = (/** @type {string} */ name, /** @type {any} */ more = {}) => field(id, name, h('input', { id: `${id}-${name}`, name, value: o[name] ?? '', ...more }));
  const choice = (/** @type {string} */ name, /** @type {string[]} */ options, /** @type {(v: string) => string} */ words, /** @type {string} */ chosen) =>
    field(id, name, h('select', { id: `${id}-${name}`, name }, options.map((v) => h('option', { value: v, selected: v === chosen }, words(v)))));
  const tick = (/** @type {string} */ name) => h('p', {}, h('label', { class: 'tick' }, h('input', { type: 'checkbox', name, checked: Boolean(o[name]) }), ' ', t(`setup.${name}`)));
  const keyed = !['transparent', 'full'].includes(o.ground);
  const form = h('form', { id: `form-${id}`, onsubmit: (/** @type {SubmitEvent} */ event) => { event.preventDefault(); save(form, o, fresh); } },
    h('div', { class: 'cols' },
      fresh && [text('name', { required: true, pattern: '[a-z][a-z0-9\\-]{0,15}', title: t('setup.name.hint') })], text('title', { required: true, maxlength: 60 }),
      choice('class', desk.organizer ? ['public', 'preview', 'sealed'] : ['public', 'preview'], (v) => t(`class.${v}`), o.class), choice('theme', facts.themes, (v) => t(`theme.${v}`), o.theme),
      choice('ground', ['transparent', 'full', 'key'], (v) => t(`ground.${v}`), keyed ? 'key' : o.ground), field(id, 'colour', h('input', { type: 'color', id: `${id}-colour`, name: 'colour', value: keyed ? o.ground : '#00b140' })),
      choice('lang', facts.langs, (v) => (v === 'en' ? 'English' : '中文'), o.lang),
      ['width', 'height', 'rate', 'delay'].map((name) => text(name, { type: 'number', min: 0, max: 16384, value: o[name] ?? 0 }))),
    tick('program'), tick('no_mark'),
    field(id, 'reserved', h('textarea', { id: `${id}-reserved`, name: 'reserved', rows: 2, value: (o.reserved ?? []).map((/** @type {any} */ r) => `${r.x} ${r.y} ${r.w} ${r.h}`).join('\n') })),
    h('fieldset', {}, h('legend', {}, t('setup.scenes')), facts.scenes.map((/** @type {any} */ k) => h('label', { class: 'tick' }, h('input', { type: 'checkbox', name: 'scenes', value: k.scene, checked: (o.scenes ?? []).includes(k.scene) }), ' ', t(`scene.${k.scene}`)))),
    !fresh && h('p', { class: 'note' }, t('setup.class.warn')),
    h('p', {}, h('button', { class: 'primary', id: `save-${id}` }, t(fresh ? 'setup.create' : 'setup.save'))));
  return form;
}

/** @param {any} form @param {any} old @param {boolean} fresh */
async function save(form, old, fresh) {
  const data = new FormData(form);
  const of = (/** @type {string} */ name) => String(data.get(name) ?? '').trim();
  const rows = of('reserved').split('\n').map((line) => line.trim().split(/[\s,，]+/).map(Number)).filter((row) => row.length > 1 || row[0]);
  if (rows.some((row) => row.length !== 4 || row.some((n) => !Number.isInteger(n)))) return say(said, t('setup.reserved.bad'));
  const set = {
    name: fresh ? of('name') : old.name, title: of('title'), class: of('class'), program: data.has('program'), theme: of('theme'), lang: of('lang'),
    width: Number(of('width')), height: Number(of('height')), rate: Number(of('rate')), delay: Number(of('delay')), ground: of('ground') === 'key' ? of('colour') : of('ground'),
    scenes: data.getAll('scenes'), reserved: rows.map(([x, y, w, hh]) => ({ x, y, w, h: hh })), no_mark: data.has('no_mark'),
  };
  const answer = await act({ act: 'set-output', set });
  if (answer.ok) {
    form.closest('details')?.removeAttribute('open');
    if (fresh) form.reset();
    say(done, t('setup.saved'));
  }
  return undefined;
}

/** Which session an output shows. Choosing one only selects, or an arrow key would take a picture off. @param {any} o */
function tuning(o) {
  const listed = picked[o.name] ?? o.session;
  const choose = (/** @type {string} */ id) => {
    picked[o.name] = id;
    paint();
  };
  return h('p', { class: 'field' }, h('label', { for: `tune-${o.name}` }, t('setup.tune')),
    h('select', { id: `tune-${o.name}`, onchange: (/** @type {any} */ e) => choose(e.target.value) }, h('option', { value: '', selected: !listed }, t('tune.none')),
      facts.sessions.map((/** @type {any} */ s) => h('option', { value: s.id, selected: s.id === listed }, `${s.rehearsal ? `[${t('rehearsal')}] ` : ''}${s.title}`))),
    listed !== o.session && h('button', { id: `tune-in-${o.name}`, type: 'button', class: 'sure', onclick: () => tuneIn(o.name, listed) }, t('do.tune')), unlocking(o));
}

/** @param {string} name @param {string} session */
async function tuneIn(name, session) {
  const answer = await act({ act: 'tune', on: [name], session });
  if (answer.ok) delete picked[name];
  refused[name] = answer.code === 'rehearsal-on-program' ? session : '';
  paint();
}

/** A word for a rehearsal that program refused: given by a press that is for nothing else. @param {any} o */
function unlocking(o) {
  const session = refused[o.name];
  const given = o.unlocked === session && (o.unlocks ?? []).includes(facts.person);
  return session && !given && h('button', { id: `unlock-${o.name}`, type: 'button', onclick: async () => {
    const answer = await act({ act: 'unlock', output: o.name, session });
    say(done, answer.ok ? t('unlock.wait') : '');
  } }, t('do.unlock'));
}

/** @param {any} o */
function card(o) {
  const address = addresses[o.name] ?? '';
  const box = h('input', { id: `address-${o.name}`, readonly: true, value: address, 'aria-label': o.title });
  const copied = h('button', { id: `copy-${o.name}`, type: 'button', onclick: async () => {
    box.select();
    await navigator.clipboard?.writeText(address);
    copied.textContent = t('setup.copied');
  } }, t('setup.copy'));
  const pages = o.pages.filter((/** @type {any} */ p) => p.host !== 'desk').length;
  return h('section', { class: 'panel', 'aria-labelledby': `title-${o.name}`, data: { output: o.name } },
    h('h2', { id: `title-${o.name}` }, o.title, ' ', h('small', {}, `${o.name} · ${t(`class.${o.class}`)} · ${o.width}×${o.height} · ${o.rate} · ${t('setup.pages', { n: pages })}`)),
    !address && o.class === 'sealed' && h('p', { class: 'note' }, t('setup.scrutineer')),
    h('div', { class: 'address' }, address && [box, copied, h('a', { href: address, target: '_blank', rel: 'noopener noreferrer' }, t('setup.open'))],
      twice(`revoke-${o.name}`, 'setup.revoke', () => act({ act: 'revoke', output: o.name }))),
    address && h('p', { class: 'downloads' }, t('setup.downloads'), ' ', [['shell.html', 'CasparCG · OBS'], ['spx.html', 'SPX'], ['ograf.zip', 'OGraf']].map(([file, name]) => [h('a', { href: `/gfx/${o.name}/${file}`, download: `${o.name}-${file}` }, name), ' '])),
    tuning(o),
    (o.unlocks ?? []).length > 0 && o.session !== o.unlocked && h('p', { class: 'why' }, t('setup.unlocks', { who: o.unlocks.join(t('between')) })),
    h('details', { id: `settings-${o.name}` }, h('summary', {}, t('setup.edit')), settings(o, false)),
    h('p', {}, twice(`remove-${o.name}`, 'setup.remove', () => act({ act: 'remove', output: o.name }))));
}

const done = h('p', { class: 'ack is-done', role: 'status', id: 'done' });

function paint() {
  load();
  panic.paint();
  const outputs = room.status.outputs.filter((o) => desk.organizer || o.class !== 'sealed').map(({ pages, layers: _l, revision: _r, seq: _s, ...o }) => ({ ...o, pages: pages.filter((p) => p.host !== 'desk').map((p) => ({ host: p.host })) }));
  const open = [...cards.querySelectorAll('details[open]')].length > 0;
  if (open && (cards.contains(document.activeElement) || writing(document.activeElement))) return; // somebody is changing one
  fill(cards, [outputs, addresses, facts.sessions, picked, refused, Object.keys(sure).filter((id) => Date.now() < sure[id])], () => outputs.map(card));
}

document.getElementById('bar')?.append(panic.element);
document.getElementById('main')?.replaceChildren(h('div', { class: 'setup' }, h('h1', {}, t('outputs')), h('p', { class: 'note' }, t('setup.hint')), said, done, cards,
  h('section', { class: 'panel' }, h('details', { id: 'settings-new' }, h('summary', {}, t('setup.new')),
    settings({ class: 'public', theme: 'blue', ground: 'full', lang: facts.lang, width: 1920, height: 1080, rate: 50, delay: 0 }, true)))));
listenForPanic(desk);
room.start();
setInterval(paint, 500);
