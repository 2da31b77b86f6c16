// Panic on pages beside the director's desk: who looks at these in the middle of an evening can take everything off too, by the
// button and the key of the desk. Their forms wait for the log-in as those of every desk do.

import { Desk } from './director-desk.js';
import { createWords, facts as readFacts, h, say } from './director-dom.js';
import { listenForPanic } from './director-keys.js';
import { Room } from './director-room.js';
import { holdForms } from './held-forms.js';
import { createPanic } from './director-verbs.js';

const facts = readFacts();
const t = createWords(facts.words);
const room = new Room(facts, t, paint);
const desk = new Desk(room, t, facts);
const panic = createPanic(desk);
const said = h('p', { class: 'said', id: 'said', role: 'alert' });
const PATIENCE = 4000;
let held = false; // a form was pressed, and nobody is logged in
desk.paint = paint;

function paint() {
  panic.paint();
  held &&= room.loggedOut;
  say(said, desk.said ? `${t(`said.${desk.saidAt}`)}${desk.said}` : held ? t('log-in.held') : '');
}

async function ask() {
  try {
    room.learn(await fetch('/desk/logged-in', { headers: { Accept: 'application/json' }, signal: AbortSignal.timeout(PATIENCE) }));
  } catch {
    // The server is away: whether the log-in holds is not known, and is not said.
  }
}

holdForms({ ask, isOver: () => room.loggedOut, held() { held = true; paint(); } });

document.getElementById('strip')?.append(said, panic.element);
listenForPanic(desk);
room.start();
setInterval(paint, 500);
paint();
