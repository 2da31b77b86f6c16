// The director's desk: puts its parts together and paints them whenever the control room says
// something new.

import { createBar } from './director-bar.js';
import { Desk } from './director-desk.js';
import { createWords, facts as readFacts, h } from './director-dom.js';
import { createEditor } from './director-editor.js';
import { createGo } from './director-go.js';
import { listen } from './director-keys.js';
import { createLamps } from './director-lamps.js';
import { createList } from './director-list.js';
import { createMonitors } from './director-monitors.js';
import { createTable } from './director-outputs-table.js';
import { createPhones } from './director-phones.js';
import { createPlan } from './director-plan.js';
import { Room } from './director-room.js';
import { createPanic, createVerbs } from './director-verbs.js';

const facts = readFacts();
const t = createWords(facts.words);
let due = false;
const room = new Room(facts, t, paint);
const desk = new Desk(room, t, facts);
desk.paint = paint;

const bar = createBar(desk);
const panic = createPanic(desk);
const list = createList(desk);
const monitors = createMonitors(desk);
const verbs = createVerbs(desk);
const phones = createPhones(desk);
const table = createTable(desk, phones.element);
const lamps = createLamps(desk);
const go = createGo(desk);
const plan = createPlan(desk);
const editor = createEditor(desk);
const parts = [bar, panic, lamps, list, monitors, verbs, table, phones, go, plan, editor];

/** Paints once for whatever comes at the same time. */
function paint() {
  if (due) return;
  due = true;
  queueMicrotask(() => {
    due = false;
    desk.await();
    for (const part of parts) part.paint();
    desk.ask();
  });
}

document.getElementById('about')?.append(...bar.elements);
document.getElementById('strip')?.append(lamps.element, panic.element);
document.getElementById('main')?.replaceChildren(h('h1', { class: 'sr' }, t('director')), h('div', { class: desk.directs ? 'desk' : 'desk is-watching' },
  list.element,
  h('div', { class: 'air' }, monitors.element, verbs.element),
  h('div', { class: 'below' }, table.element, go.element,
    h('section', { class: 'panel plan-panel', 'aria-labelledby': 'plan-head' }, h('div', { class: 'panel-head' }, h('h2', { id: 'plan-head' }, t('plan.head'))),
      h('div', { class: 'panel-body' }, plan.element, desk.directs && h('details', { id: 'own-cue' }, h('summary', {}, t('edit.head')), editor.element))))));

listen(desk, list.move);
room.start();
setInterval(paint, 250);
paint();
