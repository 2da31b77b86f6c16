// The contact sheet of the director's desk: every part of it in every state, with made-up data. The parts
// are those of the desk and know nothing of this. Each specimen is a page of its own in a frame, for a desk
// marks the whole page when it is led, in panic or cut off. ?one= shows a specimen, ?lang= one language.

import { createBar } from './director-bar.js';
import { Desk } from './director-desk.js';
import { createWords, h } from './director-dom.js';
import { createGo } from './director-go.js';
import { createLamps } from './director-lamps.js';
import { createList } from './director-list.js';
import { createMonitors } from './director-monitors.js';
import { createTable } from './director-outputs-table.js';
import { createPhones } from './director-phones.js';
import { createPlan } from './director-plan.js';
import { Room } from './director-room.js';
import { createPanic, createVerbs } from './director-verbs.js';
import { NOW, SESSION, framesOf, housesOf, specimens } from './gallery-samples.js';

const langs = ['zh-CN', 'en'];

/** A control room at one moment: nothing comes from it, and nothing reaches it. */
class StillRoom extends Room {
  now() { return NOW; }
  isStale() { return this.seen < NOW; }
  follow() {}
  async look() {}
  async act() { return { ok: true, revision: 0, code: '', message: '' }; }
  async actOnSession() { return this.act(); }
  async may() { return null; }
  /** Where a picture stands, and nothing on an output that is clear. */
  async addresses() {
    return Object.fromEntries(this.status.outputs.map((o) => [o.name, o.layers.lower ? `/dev/gallery?one=1&theme=blue&ground=transparent&scene=${o.layers.lower.scene}` : 'about:blank']));
  }
}

/** @type {Record<string, (desk: Desk) => { element?: any, elements?: any[], paint: () => void }>} */
const parts = { bar: createBar, panic: createPanic, lamps: createLamps, go: createGo, list: createList, monitors: createMonitors, verbs: createVerbs, outputs: createTable, phones: createPhones, plan: createPlan };

/** The sentences of the desk, as the server gives them to it; those of refusals beside them. @param {string} lang */
async function wordsOf(lang) {
  const lists = await Promise.all(['director', 'desk', 'onair'].map(async (name) => (await fetch(new URL(`../words/${name}.${lang}.json`, import.meta.url))).json()));
  const all = Object.assign({}, ...lists);
  return Object.fromEntries(Object.entries(all).map(([key, text]) => [key.replace(/^desk\.(director\.)?/, ''), text]));
}

/** @param {HTMLElement} main @param {string} lang @param {string} name */
async function draw(main, lang, name) {
  const { part, role = 'organizer', press, set } = specimens[name];
  const words = await wordsOf(lang);
  const t = createWords(words);
  const sessions = [{ id: SESSION, title: housesOf(lang).title, rehearsal: false, phase: 'running' }];
  const room = new StillRoom({ person: 'organizer' }, t, () => {});
  const desk = new Desk(room, t, { lang, person: 'organizer', role, words, sessions, scenes: [], layers: [], themes: [], langs });
  room.controller = 'organizer #0001';
  room.seen = NOW;
  room.sessions[SESSION] = housesOf(lang);
  room.frames[SESSION] = framesOf(lang);
  set(desk, lang);
  const made = parts[part](desk);
  desk.paint = made.paint;
  for (const marks of [createBar(desk), createPanic(desk)]) marks.paint(); // what they say of the whole page
  const specimen = h('div', { class: 'specimen', data: { specimen: name } }, part === 'bar' ? h('header', { class: 'bar' }, h('div', { class: 'about' }, made.elements)) : ['panic', 'lamps'].includes(part) ? h('section', { class: 'strip' }, made.element) : made.element);
  if (['bar', 'panic', 'lamps'].includes(part)) main.replaceWith(specimen);
  else main.replaceChildren(specimen);
  made.paint();
  if (press) document.getElementById(press)?.click();
}

/** A specimen in a frame that is as high as it. @param {string} lang @param {string} name */
function frameOf(lang, name) {
  const frame = h('iframe', { src: `?one=${name}&lang=${lang}`, title: `${name} · ${lang}`, loading: 'lazy', lang });
  frame.addEventListener('load', () => {
    const inside = frame.contentDocument?.body;
    if (inside) new ResizeObserver(() => { frame.style.height = `${inside.offsetHeight + 2}px`; }).observe(inside);
  });
  return h('figure', {}, h('figcaption', {}, `${name} · ${lang}`), frame);
}

/** @param {HTMLElement} main @param {string[]} chosen */
function sheet(main, chosen) {
  const of = (/** @type {string} */ part) => Object.keys(specimens).filter((name) => specimens[name].part === part);
  main.replaceChildren(h('div', { class: 'sheet' }, h('nav', {}, h('a', { href: '/dev/gallery' }, '图文 · scenes'), ['', ...langs].map((lang) => h('a', { href: lang ? `?lang=${lang}` : '?' }, lang || '中 · en'))),
    Object.keys(parts).map((part) => h('section', {}, h('h2', {}, part), h('div', { class: 'pair' }, of(part).flatMap((name) => chosen.map((lang) => frameOf(lang, name))))))));
}

const query = new URLSearchParams(location.search);
const lang = query.get('lang') ?? '';
const main = document.getElementById('main');
const one = query.get('one') ?? '';
document.documentElement.lang = langs.includes(lang) ? lang : langs[0];
if (main && specimens[one]) draw(main, document.documentElement.lang, one);
else if (main) sheet(main, langs.includes(lang) ? [lang] : langs);
