// What the desk knows of the control room and of the session it shows, and how it acts. All of it
// comes from the server; a desk that is loaded anew knows the same.

import { createClock } from '../shared/clock.js';
import { createLive } from '../shared/live.js';

const PULSE = 1000;
/** Without a sign of life for so long nothing here can be believed. */
const STALE = 2500;
const PATIENCE = 4000;
const RENEW = 10000;
/** So long before its end a log-in is said to end: a desk that is open has it renewed, unless it may not be. */
const SOON = 3600_000;

/**
 * @typedef {{ scene: string, item?: number, unit?: string, other?: string, list?: string, text?: string[], step: number, hold?: boolean }} Cue
 * @typedef {Cue & { take: number, at: number, every?: number, ends?: number, tight?: number, version?: number }} Shown
 * @typedef {{ number: number, host: string, build: string, since: number, heard: number, rev: number, seq: number, take: number,
 *   fps: number, gap: number, engine: string, visible: boolean, fonts: boolean, stale: boolean, playing: boolean, only?: string }} Page
 * @typedef {{ name: string, title: string, class: string, program?: boolean, width: number, height: number, session: string, revision: number,
 *   layers: Record<string, Shown>, seen: Record<string, Shown>, due?: number, panic: boolean, held: number, lease: string, stands: string, auto?: string, unpainted?: string[], waiting?: number[], unlocks: string[] | null, seq: number, pages: Page[], generation: number } & Record<string, any>} Output
 * @typedef {{ cue: Cue, when?: string, seconds?: number, time?: string, stay?: number }} Step
 * @typedef {{ session: string, on: string[] | null, steps: Step[] | null, at: number, running: boolean, since: number, why: string, paused: string,
 *   waits: { code: string, zh: string, en: string } | null }} Plan
 * @typedef {{ session: string, list: string, asked: string, approved: string, declined: string, reason: string, groups: number, of: number, carried: number, version: number, checkpoint: string }} Release
 * @typedef {{ session: string, list: string, version: number, checkpoint: string, by: string, at: number }} Check of the names on a list
 * @typedef {{ revision: number, closed: boolean, outputs: Output[], armed: any, missed?: any, recalled?: number, releases: Release[], checks?: Check[], plan: Plan,
 *   phones?: { at_once?: boolean, offset?: number, within: number } }} Status
 * @typedef {{ ok: boolean, revision: number, code: string, message: string }} Answer
 */

/** Whether an act takes something off, or back: it overtakes what was sent before it. @param {string} act */
export const takesOff = (act) => ['out', 'blank', 'disarm', 'panic'].includes(act);

/** The name by which this desk drives outputs. It stays the same when the page is loaded anew. @param {string} person */
function controllerOf(person) {
  const key = 'pingyi-desk';
  let own = localStorage.getItem(key) ?? '';
  if (!/^[0-9a-f]{4}$/.test(own)) {
    own = [...crypto.getRandomValues(new Uint8Array(2))].map((n) => n.toString(16).padStart(2, '0')).join('');
    localStorage.setItem(key, own);
  }
  return `${person} #${own}`;
}

export class Room {
  /** @param {any} facts @param {(t: string) => string} t @param {() => void} changed */
  constructor(facts, t, changed) {
    this.facts = facts;
    this.t = t;
    this.changed = changed;
    this.controller = controllerOf(facts.person);
    this.clock = createClock();
    /** @type {Status} */
    this.status = { revision: 0, closed: false, outputs: [], armed: null, releases: [], plan: { session: '', on: [], steps: [], at: 0, running: false, since: 0, why: '', paused: '', waits: null } };
    this.known = 0; // the newest revision that an answer of ours told
    this.seen = Date.now();
    this.wishes = 0;
    this.order = 0; // of the newest act
    this.off = 0; // of the newest that took something off
    this.renewed = Date.now(); // when the sessions were asked for
    this.loggedOut = false; // the server no longer knows who this is
    this.until = 0; // when the log-in ends, in milliseconds of the server; 0 until it has said so
    /** @type {Record<string, any>} */
    this.frames = {};
    /** @type {Record<string, any>} */
    this.sessions = {};
    /** @type {Record<string, any>} */
    this.feeds = {};
    this.live = createLive({
      url: location.origin.replace(/^http/, 'ws') + '/desk/studio/live', least: 300, most: 1000,
      onMessage: (message) => this.hear(message), onBeat: () => { this.seen = Date.now(); }, onChange: () => this.changed(),
    });
  }

  start() {
    this.live.start();
    setInterval(() => this.pulse(), PULSE);
    addEventListener('online', () => this.live.wake());
    document.addEventListener('visibilitychange', () => { if (!document.hidden) this.live.wake(); });
  }

  /** The server's time in milliseconds. */
  now() { return this.clock.now(Date.now()); }

  /** Whether the log-in is about to end though the desk is open. */
  endsSoon() { return this.until > 0 && this.until - this.now() < SOON; }

  /** Hears from an answer whether the log-in holds. @param {Response} answer */
  learn(answer) {
    const was = this.loggedOut;
    this.loggedOut = answer.status === 401;
    if (was !== this.loggedOut) this.changed();
  }

  isStale() { return Date.now() - this.seen > STALE; }

  /** @param {any} message */
  hear(message) {
    this.seen = Date.now();
    if (message.now !== undefined) return this.clock.sample(message.now, this.seen);
    this.status = message;
    this.known = Math.max(this.known, message.revision);
    this.follow(this.session());
    this.meet([...this.status.outputs, ...this.status.releases].map(({ session }) => session));
    this.changed();
    return undefined;
  }

  async pulse() {
    if (Date.now() - this.renewed > (this.loggedOut ? PULSE : RENEW)) this.renew(); // also of a hidden page, or its log-in would end
    try {
      const before = Date.now();
      const answer = await fetch('/healthz', { signal: AbortSignal.timeout(2 * PULSE) });
      if (answer.ok && this.live.isUp() && Date.now() - before < STALE) this.seen = Date.now();
    } catch {
      // That nothing is heard shows by itself.
    }
  }

  /** @param {string} name @returns {Output | undefined} */
  output(name) { return this.status.outputs.find((o) => o.name === name); }

  preview() { return this.output('pvw')?.class === 'preview' ? this.output('pvw') : this.status.outputs.find((o) => o.class === 'preview'); }

  /** The output beside the preview: program, or the first of those that a take goes to without it. */
  program() {
    const station = this.station();
    const on = this.targets();
    return !station || on.includes(station.name) ? station : this.output(on[0]);
  }

  station() { return this.output('pgm') ?? this.status.outputs.find((o) => o.program) ?? this.status.outputs.find((o) => o.class === 'public'); }

  /** The session of this desk is the one on its preview. */
  session() { return this.preview()?.session ?? ''; }

  /** Where a take goes: as it was ticked, at any desk. @returns {string[]} */
  targets() {
    const ticked = (this.status.plan.on ?? []).filter((name) => this.output(name));
    const program = this.station();
    return ticked.length || !program ? ticked : [program.name];
  }

  /** The picture of the session for the desk. */
  frame() { return this.frames[this.session()]; }

  /** What there is to show of the session. */
  cues() { return this.sessions[this.session()]; }

  /** @param {string} id of a session */
  follow(id) {
    if (!id || this.feeds[id]) return;
    this.feeds[id] = createLive({
      url: `${location.origin.replace(/^http/, 'ws')}/desk/s/${id}/live`, least: 300, most: 1000,
      onMessage: (message) => {
        if (message.now !== undefined) return;
        const news = this.frames[id]?.revision !== message.revision;
        this.frames[id] = message;
        if (news) this.look(id);
        this.changed();
      },
      onChange: () => {},
    });
    this.feeds[id].start();
  }

  /** The sessions that there are by now: one may have come since the page was loaded, or have another title. */
  async renew() {
    this.renewed = Date.now();
    const answer = await fetch('/desk/director/sessions.json').catch(() => null);
    if (answer) this.learn(answer);
    if (!answer?.ok) return;
    this.until = 1000 * Number(answer.headers.get('Pingyi-Log-In-Until'));
    const sessions = await answer.json();
    if (JSON.stringify(sessions) === JSON.stringify(this.facts.sessions)) return;
    this.facts.sessions = sessions;
    this.changed();
  }

  /** Asks for sessions that nobody has told this page of. @param {string[]} ids */
  meet(ids) {
    const strange = ids.some((id) => id && !this.facts.sessions.some((/** @type {any} */ s) => s.id === id));
    if (strange && Date.now() - this.renewed > PULSE) this.renew();
  }

  /** @param {string} id of a session */
  async look(id) {
    const answer = await fetch(`/desk/s/${id}/cues.json`).catch(() => null);
    if (!answer?.ok) return;
    this.sessions[id] = await answer.json();
    this.changed();
  }

  /** Where each output is opened, as frames of this desk open it; null when nobody says. @returns {Promise<Record<string, string> | null>} */
  async addresses() {
    const answer = await fetch('/desk/studio/addresses.json').catch(() => null);
    if (!answer?.ok) return null;
    const urls = (await answer.json()).map((/** @type {any} */ a) => [a.name, new URL(a.address)]);
    return Object.fromEntries(urls.map((/** @type {[string, URL]} */ [name, url]) => [name, url.pathname + url.hash]));
  }

  /** Whose the outputs are that this desk would drive: the name of another desk, or "". */
  lease() {
    for (const name of [this.preview()?.name ?? '', ...this.targets()]) {
      const holder = this.output(name)?.lease ?? '';
      if (holder && holder !== this.controller) return holder;
    }
    return '';
  }

  /** Whether this desk alone drives all that it takes to. */
  leads() {
    return [this.preview()?.name ?? '', ...this.targets()].every((name) => this.output(name)?.lease === this.controller);
  }

  /** Waits until what was answered to this desk has also been told to it. */
  async current() {
    for (let n = 0; n < 40 && this.status.revision < this.known; n += 1) await new Promise((resolve) => { setTimeout(resolve, 25); });
  }

  /**
   * The next number by which acts of this desk are told apart in time, whichever of its pages sends them. A browser that has
   * forgotten it goes on with the clock, which is further.
   */
  count() {
    this.order = 1 + Math.max(this.order, Number(localStorage.getItem('pingyi-order')) || Date.now());
    localStorage.setItem('pingyi-order', String(this.order));
    return this.order;
  }

  /**
   * One act. A wish that got lost on the way is sent again under the same number: the server does it once.
   * One that outlasts the log-in is sent until there is one again; one that was overtaken is not sent again.
   * @param {Record<string, any>} wish @param {{ tries?: number, outlasts?: boolean }} [how] @returns {Promise<Answer>}
   */
  async act(wish, { tries = 2, outlasts = false } = {}) {
    this.wishes += 1;
    const id = `${Date.now()}-${this.wishes}`;
    const order = this.count();
    if (takesOff(wish.act)) this.off = order;
    const body = JSON.stringify({ controller: this.controller, id, order, ...wish });
    for (let n = 1; ; n += 1) {
      const answer = await this.post('/desk/studio/act', body);
      const out = answer.code === 'logged-out';
      const dropped = order < this.off && !takesOff(wish.act);
      if (n >= tries || dropped || !(answer.code === 'no-answer' || out && outlasts)) {
        this.known = Math.max(this.known, answer.revision);
        return answer;
      }
      await new Promise((resolve) => { setTimeout(resolve, out ? PULSE : 300); }); // a person types a password
    }
  }

  /** An act of the session itself. @param {Record<string, any>} wish */
  actOnSession(wish) {
    return this.post(`/desk/s/${this.session()}/act`, JSON.stringify({ revision: this.frame()?.revision ?? 0, ...wish }));
  }

  /** @param {string} url @param {string} body @returns {Promise<Answer>} */
  async post(url, body) {
    try {
      const answer = await fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json', Accept: 'application/json' }, body, signal: AbortSignal.timeout(PATIENCE) });
      this.learn(answer);
      if (this.loggedOut) return { ok: false, revision: 0, code: 'logged-out', message: this.t('logged-out') };
      const said = await answer.json();
      return { ok: answer.ok, revision: said.revision ?? 0, code: said.code ?? '', message: said.message ?? '' };
    } catch {
      return { ok: false, revision: 0, code: 'no-answer', message: this.t('no-answer') };
    }
  }

  /** What would come of wishes. @param {Record<string, any>[]} wishes @returns {Promise<{ code: string, message: string, steps?: number, idle?: boolean }[] | null>} */
  async may(wishes) {
    const all = [];
    for (let i = 0; i < wishes.length; i += 50) {
      const body = JSON.stringify({ wishes: wishes.slice(i, i + 50).map((wish) => ({ controller: this.controller, ...wish })) });
      try {
        const answer = await fetch('/desk/studio/may', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body, signal: AbortSignal.timeout(PATIENCE) });
        if (!answer.ok) return null;
        all.push(...await answer.json());
      } catch {
        return null;
      }
    }
    return all;
  }
}
