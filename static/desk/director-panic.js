// Panic on pages beside the director's desk: who looks at these in the middle of an evening can take everything off too, by the
// button and the key of the desk.

import { Desk } from './director-desk.js';
import { createWords, facts as readFacts, h, say } from './director-dom.js';
import { listenForPanic } from './director-keys.js';
import { Room } from './director-room.js';
import { createPanic } from './director-verbs.js';

const facts = readFacts();
const t = createWords(facts.words);
const room = new Room(facts, t, paint);
const desk = new Desk(room, t, facts);
const panic = createPanic(desk);
const said = h('p', { class: 'said', id: 'said', role: 'alert' });
desk.paint = paint;

function paint() {
  panic.paint();
  say(said, desk.said ? `${t(`said.${desk.saidAt}`)}${desk.said}` : '');
}

document.getElementById('strip')?.append(said, panic.element);
listenForPanic(desk);
room.start();
setInterval(paint, 500);
paint();
