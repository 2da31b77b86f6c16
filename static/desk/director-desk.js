// The state of the desk that is nobody else's: what is selected, what was asked, what is awaited.
// It also decides what each verb means now, so that buttons, keys and questions mean the same.

import { confirmed, delayOf, idOf, latest, lyingOn, runOrder, seenOn, suggestion } from './director-order.js';
import { Queue } from './director-queue.js';
import { takesOff } from './director-room.js';

/** Without a word from all pages for so long an output is amber. */
const ANSWER = 1000;
/** What an item's reveal stays armed for. */
const ARMED = 20;
const AHEAD = 1000;
const LONG = 5000; // a moment for which nothing is too near: the answer is how long what stands takes to leave
/** For so long after GO a key may bounce. */
const BOUNCE = 1500;

/** @typedef {{ session: string, on: string[], steps: import('./director-room.js').Step[], at: number, running: boolean }} Laid the plan as a person lays it */
/** @typedef {{ verb: string, on: string[], revision: number, pressed: number, due: number, shown: Record<string, number>, late: string[], waits?: boolean }} Awaited waits: it is of an item whose moment is to come */

export class Desk {
  /** @param {import('./director-room.js').Room} room @param {(k: string, v?: any) => string} t @param {any} facts */
  constructor(room, t, facts) {
    this.room = room;
    this.t = t;
    this.facts = facts;
    this.organizer = facts.role === 'organizer'; // opens, closes and reveals
    this.directs = this.organizer || facts.role === 'director';
    /** @type {{ item: number, unit: string } | null} follows the stage unless chosen */
    this.subject = null;
    this.entry = ''; // the selected cue
    this.layer = ''; // the selected layer of program
    this.timed = false;
    this.hotkeys = localStorage.getItem('pingyi-keys') !== 'off';
    this.said = ''; // the last refusal
    this.saidAt = '';
    this.saidWhen = 0;
    /** @type {Awaited | null} */
    this.awaited = null;
    this.acts = new Queue();
    this.pressed = 0; // the number of what GO was pressed for last: a key that bounces is no second GO
    this.looked = ''; // what another desk has armed, and this one was told of when it pressed GO
    this.went = 0; // when GO was pressed last
    this.panicking = false;
    this.sought = /** @type {{ name: string, until: number } | null} */ (null); // the output whose row is looked for
    this.paint = () => {};
    this.asked = '';
    /** @type {Record<string, { code: string, message: string, steps?: number, idle?: boolean, lead?: number }>} */
    this.answers = {};
    this.asking = '';
  }

  /** What pictures are about: what was chosen, or who is on stage. */
  about() {
    const frame = this.room.frame();
    const unit = this.room.cues()?.units[0]?.id ?? '';
    const item = frame?.item?.id ?? frame?.items?.[0]?.id ?? 0;
    return this.subject ?? { item, unit };
  }

  /** @returns {import('./director-order.js').Entry[]} */
  entries() {
    const facts = this.room.cues();
    return facts ? runOrder(facts, this.about()) : [];
  }

  /** The picture that was taken last on program, be it for a moment to come: what is suggested comes behind it. */
  onAir() { return latest(this.room.program()?.layers ?? {}); }

  suggested() {
    const entries = this.entries();
    const left = (this.room.frame()?.items ?? []).filter((/** @type {any} */ i) => i.phase === 'waiting').length;
    return entries[suggestion(entries, this.onAir()?.shown ?? null, left)]?.id ?? '';
  }

  selected() {
    const entries = this.entries();
    return entries.find((e) => e.id === this.entry) ?? entries.find((e) => e.id === this.suggested());
  }

  /** What NEXT, BACK and OUT are about: the layer chosen on program, else the latest; of what can be seen. */
  onLayer() {
    const layers = seenOn(this.room.program());
    if (layers[this.layer]) return { layer: this.layer, shown: layers[this.layer] };
    return latest(layers);
  }

  /** The ticked outputs that have the picture of the layer. */
  alike() {
    const at = this.onLayer();
    if (!at) return this.room.targets();
    return this.room.targets().filter((name) => {
      const shown = seenOn(this.room.output(name))[at.layer];
      return shown && idOf(shown) === idOf(at.shown);
    });
  }

  /** The list whose reveal is on program, or waits on preview. */
  ranking() {
    return this.rankings()[0] ?? null;
  }

  /** @returns {{ session: string, list: string, scene: string }[]} those that stand on program, preview and where GO goes */
  rankings() {
    return [this.room.program(), this.room.preview(), ...this.room.targets().map((name) => this.room.output(name))].flatMap((output) =>
      lyingOn(output).filter((s) => s.scene === 'reveal' || s.scene === 'ten').map((s) => ({ session: output?.session ?? '', list: s.list ?? '', scene: s.scene })));
  }

  /** @returns {{ session: string, list: string }[]} what stands as a board of its own, where GO goes and before: a class, or a list */
  boards() {
    return [this.room.program(), this.room.preview(), ...this.room.targets().map((name) => this.room.output(name))].flatMap((output) =>
      lyingOn(output).filter((s) => s.scene === 'board' && s.list).map((s) => ({ session: output?.session ?? '', list: s.list ?? '' })));
  }

  /** @returns {any} the item that reveals would be about */
  item() {
    const { item } = this.about();
    return this.room.frame()?.items?.find((/** @type {any} */ i) => i.id === item);
  }

  /** What each verb means now. @returns {Record<string, any>} */
  wishes() {
    const { room } = this;
    const from = room.preview()?.name ?? '';
    const on = room.targets();
    const layer = this.onLayer()?.layer ?? '';
    const held = on.some((name) => room.output(name)?.held);
    const ranking = this.ranking();
    const item = this.item();
    return {
      take: { act: 'take', from, on },
      cut: { act: 'take', from, on, cut: true },
      next: { act: 'next', on: this.alike(), layer },
      back: { act: 'back', on: this.alike(), layer },
      out: { act: 'out', on: this.alike(), layer },
      blank: { act: 'blank', on },
      hold: { act: held ? 'unhold' : 'hold', on },
      'arm-take': { act: 'arm', within: ARMED, action: { kind: 'take', from, on } },
      ...(this.organizer && item?.phase === 'confirmed' ? { 'arm-item': { act: 'arm', within: ARMED, action: { kind: 'item', session: room.session(), item: item.id, from, on } } } : {}),
      ...(ranking ? { 'arm-reveal': { act: 'arm', within: 600, action: { kind: 'reveal', session: ranking.session, list: ranking.list, keep: true } } } : {}),
    };
  }

  /** What a cue is about, for people. @param {import('./director-room.js').Cue} cue */
  nameOf(cue) {
    const facts = this.room.cues();
    const unit = (/** @type {string} */ id) => facts?.units.find((/** @type {any} */ u) => u.id === id)?.name ?? id;
    const item = this.room.frame()?.items?.find((/** @type {any} */ i) => i.id === cue.item);
    const ranking = facts?.rankings.find((/** @type {any} */ r) => r.list === cue.list && r.scene === cue.scene);
    if (cue.text?.length) return cue.text[0];
    if (cue.unit) return unit(cue.unit) + (cue.other ? ` / ${unit(cue.other)}` : '');
    if (cue.list) return ranking?.label ?? cue.list;
    if (item) return `${item.id} ${item.name}`;
    return ['reveal', 'board'].includes(cue.scene) ? this.t('ranking.all') : '';
  }

  /** Whether a cue is among what is shown, at whichever step. @param {import('./director-room.js').Cue[]} shown @param {import('./director-room.js').Cue} cue */
  isOn(shown, cue) { return shown.some((s) => idOf(s) === idOf(cue)); }

  /** Lays a cue on the preview. @param {{ id: string, cue: import('./director-room.js').Cue }} entry */
  cue(entry) {
    this.press(`cue:${entry.id}`, { act: 'cue', on: [this.room.preview()?.name ?? ''], cue: entry.cue, session: this.room.session() });
  }

  /**
   * What a press of a verb means now. While something is on its way OUT is about what was taken last, which the server alone knows,
   * unless a layer was chosen.
   * @param {string} verb
   */
  wish(verb) {
    if (verb === 'disarm') return { act: 'disarm' }; // never looked up before: what there is to call back may be news to this desk
    if (verb === 'out' && this.acts.flying > 0 && !seenOn(this.room.program())[this.layer]) return { act: 'out', on: this.room.targets(), layer: '' };
    return this.wishes()[verb];
  }

  /** Acts that were decided on a picture, and would be wrong on another. What takes off is never held up. */
  static decided = ['take', 'cut', 'next', 'back', 'go'];

  /** Carries out a verb. @param {string} verb @param {any} [wish] */
  press(verb, wish = this.wish(verb)) {
    if (!wish || !this.directs) return;
    // What was asked before an act of this desk that is still on its way says nothing of the time after it.
    const known = this.acts.flying === 0 && this.asked === this.question().key && this.answers[verb];
    if (known && known.code) {
      this.tell(verb, known.message);
      return;
    }
    const pressed = Date.now();
    if (takesOff(wish.act)) {
      const dropped = this.drop(verb);
      this.acts.ahead(() => this.carryOut(verb, wish, pressed, dropped));
      return;
    }
    const session = this.room.session();
    this.acts.add(async (dropped) => {
      if (wish.act === 'cue') await this.room.current();
      if (dropped()) return this.tell(verb, this.t('dropped', { n: 1 }));
      if (wish.act === 'cue' && session !== this.room.session()) return this.tell(verb, this.t('session-changed'));
      return this.carryOut(verb, wish, pressed);
    });
  }

  /** Drops what was pressed before and is not sent, and says so. @param {string} verb what takes off */
  drop(verb) {
    const n = this.acts.drop();
    this.pressed = 0; // it may have been GO, which is then to be pressed again
    if (n > 0) this.tell(verb, this.t('dropped', { n }));
    return n;
  }

  /** @param {string} verb @param {any} wish @param {number} pressed @param {number} [dropped] how many acts it has overtaken that were not sent, which was said and stays */
  async carryOut(verb, wish, pressed, dropped = 0) {
    const ahead = this.timed && ['take', 'cut', 'go'].includes(verb) ? AHEAD : 0; // by the server's clock
    const expect = Desk.decided.includes(verb) ? this.room.known : 0;
    const waits = verb === 'go' && ahead > 0 && this.armed()?.kind !== 'take';
    const answer = await this.room.act({ ...wish, ...(expect ? { expect } : {}), ...(ahead ? { in: ahead } : {}) });
    if (answer.ok) {
      this.tell(verb, '', dropped ? 0 : pressed);
      const newest = answer.revision >= (this.awaited?.revision ?? 0); // what was overtaken may be answered after what overtook it
      if (wish.on && wish.act !== 'cue' && newest) this.awaited = { verb, on: wish.on, revision: answer.revision, pressed, due: pressed + ANSWER + ahead, shown: {}, late: [], waits };
    } else {
      if (verb === 'go') this.pressed = 0;
      if (!dropped || answer.code !== 'nothing-waits') this.tell(verb, answer.message); // what was to be called back had not been sent
    }
    this.paint();
    return answer;
  }

  /**
   * Says why not. That all went well takes back what was said until it was asked: a refusal that came after it stays.
   * @param {string} verb @param {string} message "" when all went well @param {number} [asked] when it was asked
   */
  tell(verb, message, asked = Date.now()) {
    if (!message && this.saidWhen > asked) return;
    this.saidWhen = Date.now();
    this.said = message;
    this.saidAt = message ? verb : '';
    this.paint();
  }

  /**
   * Changes the plan, as it is when its turn comes: two changes one right after the other both hold.
   * @param {(plan: Laid) => Partial<Laid>} change @param {string} [verb]
   */
  plan(change, verb = 'plan') {
    this.acts.add(async (dropped) => {
      await this.room.current();
      if (dropped()) return this.tell(verb, this.t('dropped', { n: 1 }));
      const { session, at, running, steps } = this.room.status.plan;
      const plan = { session: session || this.room.session(), at, running, steps: steps ?? [], on: this.room.targets() };
      return this.carryOut(verb, { act: 'plan', expect: this.room.known, plan: { ...plan, ...change(plan) } }, Date.now());
    });
  }

  /** Everything off, until it has arrived: nothing else is waited for. @param {string[]} [only] the outputs that are meant, else all of the public */
  panic(only = []) {
    if (this.panicking) return;
    this.panicking = true;
    const pressed = Date.now();
    const dropped = this.drop('panic');
    this.paint();
    this.acts.ahead(async () => {
      const answer = await this.room.act({ act: 'panic', ...(only.length ? { on: only } : {}) }, { tries: 200, outlasts: true });
      this.panicking = false;
      this.tell('panic', answer.ok ? '' : answer.message, dropped ? 0 : pressed);
      const on = only.length ? only : this.room.status.outputs.filter((o) => o.class === 'public' && (o.pages.some((p) => p.host !== 'desk') || this.room.targets().includes(o.name))).map((o) => o.name);
      if (answer.ok) this.awaited = { verb: 'panic', on, revision: answer.revision, pressed, due: pressed + ANSWER, shown: {}, late: [] };
      this.paint();
    });
  }

  /** What is said when the outputs have done what is awaited: a green "shown" after a panic would be read as if something were on. */
  done() { return this.awaited && takesOff(this.awaited.verb) ? 'ack.off' : 'ack.done'; }

  /** The public outputs that name somebody whom GO has given out, or are to at a moment, also where what follows the rundown stands for a board. */
  naming() {
    const names = (/** @type {import('./director-room.js').Output} */ o) => o.class === 'public' && lyingOn(o).some((s) => ['reveal', 'ten', 'board'].includes(s.scene === 'auto' ? o.auto ?? '' : s.scene));
    return this.room.status.outputs.filter(names).map((o) => o.name);
  }

  /** Takes a name that is out off at once, by the key that gave it out. It is panic where the name stands, so nothing comes after it either. */
  kill() {
    const on = this.naming();
    if (!this.directs || on.length === 0) return false;
    this.panic(on);
    return true;
  }

  /** Looks who has shown what was done last. */
  await() {
    const a = this.awaited;
    if (!a || this.room.status.revision < a.revision) return;
    if (['go', 'take', 'cut'].includes(a.verb) && (this.room.status.recalled ?? 0) > a.revision) return void (this.awaited = null); // somebody has taken it back
    if (a.verb === 'go' && this.room.status.armed?.due) { // its picture is yet to come, and is newer than what anybody does meanwhile
      a.revision = this.room.status.revision;
      return;
    }
    if (a.verb === 'go' && this.room.status.missed) return void (this.awaited = null);
    for (const name of a.on) {
      const output = this.room.output(name);
      if (!output || a.shown[name] || a.waits && output.revision <= a.revision) continue;
      const { shown, waiting } = confirmed(output, this.room.now());
      if ((shown || waiting.length > 0) && !waiting.includes(a.revision)) a.shown[name] = Math.max(1, Date.now() - a.pressed);
    }
    a.late = a.on.filter((name) => !a.shown[name] && Date.now() >= a.due + (a.verb === 'panic' ? 0 : delayOf(this.room.output(name))));
  }

  /** What is armed in the room, by whichever desk or box; null when nothing is, or not any more. */
  armed() {
    const standing = this.room.status.armed;
    if (!standing || standing.until < this.room.now()) return null;
    const { until, by, number, action, controller, of, other, due = 0, due_by: dueBy = '' } = standing; // due: it has had its GO
    return { kind: action.kind, until, by, number, action, of, other, due, dueBy, own: controller === this.room.controller, arming: `${controller} ${until}` };
  }

  /**
   * What was taken for a moment to come and can be called back, the soonest first: on outputs that nobody else drives alone.
   * @returns {{ take: number, at: number, on: string[], of: import('./director-room.js').Shown[] }[]}
   */
  coming() {
    /** @type {Map<number, { take: number, at: number, on: string[], of: import('./director-room.js').Shown[] }>} */
    const takes = new Map();
    for (const { name, lease, layers } of this.room.status.outputs) {
      if (lease && lease !== this.room.controller) continue;
      for (const shown of Object.values(layers ?? {})) {
        if (shown.at <= this.room.now()) continue;
        const take = takes.get(shown.take) ?? { take: shown.take, at: shown.at, on: [], of: [] };
        if (!take.on.includes(name)) take.on.push(name);
        if (!take.of.some((s) => idOf(s) === idOf(shown))) take.of.push(shown);
        takes.set(shown.take, take);
      }
    }
    return [...takes.values()].sort((a, b) => a.at - b.at);
  }

  /** Gives up what is armed, and calls back all that waits for its moment. */
  disarm() { this.press('disarm'); }

  go() {
    if (!this.directs) return;
    const armed = this.armed();
    // Panic disarms, and a release cannot be taken back: that is what is told.
    if (this.panicking || this.room.targets().some((name) => this.room.output(name)?.panic)) return void this.tell('go', this.t('go.panic'));
    if (!armed && Date.now() - this.went > BOUNCE) return void this.tell('go', this.t('armed.none'));
    if (!armed || armed.number === this.pressed) return;
    if (armed.due) return void this.tell('go', this.t('armed.waits'));
    if (armed.other) return void this.tell('go', this.t('armed.other'));
    if (!armed.own && this.looked !== armed.arming) { // it may have come in the place of this desk's a moment ago
      this.looked = armed.arming;
      return void this.tell('go', this.t('armed.look', { who: armed.by }));
    }
    this.pressed = armed.number;
    this.went = Date.now();
    this.press('go', { act: 'go', arm: armed.number, on: armed.action.on ?? this.revealing() });
  }

  /** The outputs that a release changes. */
  revealing() {
    return this.room.targets().filter((name) => lyingOn(this.room.output(name)).some((s) => s.scene === 'reveal' || s.scene === 'ten'));
  }

  /** The step that the plan is at, where it is for a time of day. */
  plannedFor() {
    const step = this.room.status.plan.steps?.[this.room.status.plan.at];
    return step?.when === 'clock' ? step : undefined;
  }

  /** What is to be asked of the room before anybody presses. */
  question() {
    const wishes = this.wishes();
    const preview = this.room.preview()?.name ?? '';
    for (const entry of this.entries()) {
      // It is of the session on preview: what another output shows may have an item of the same number.
      wishes[`cue:${entry.id}`] = { act: 'cue', on: [preview], cue: entry.cue, session: this.room.session() };
      wishes[`air:${entry.id}`] = { act: 'cue', on: this.room.targets(), cue: entry.cue, session: this.room.session() };
    }
    const step = this.plannedFor();
    if (step) wishes['plan:clock'] = { act: 'cue', on: this.room.targets(), cue: step.cue, in: LONG };
    const key = JSON.stringify([this.room.known, this.room.status.revision, this.room.frame()?.revision, wishes]);
    return { key, wishes };
  }

  /** Asks it, when something has changed and a moment of quiet has passed. */
  ask() {
    if (!this.directs || !this.room.preview()) return;
    const { key, wishes } = this.question();
    if (key === this.asked || key === this.asking) return;
    this.asking = key;
    setTimeout(async () => {
      if (this.asking !== key) return;
      const names = Object.keys(wishes);
      const answers = await this.room.may(names.map((name) => wishes[name]));
      if (this.asking !== key) return;
      this.asking = '';
      if (!answers) return;
      this.asked = key;
      this.answers = Object.fromEntries(names.map((name, i) => [name, answers[i]]));
      this.paint();
    }, 120);
  }
}
