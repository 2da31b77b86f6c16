// An output: hears frames, waits for its type, keeps to its delay, shows them and
// says what was painted. While the line is down the last picture stays.

import { createLive } from '../shared/live.js';
import { Pace } from './pace.js';
import { createNearest } from './clock.js';
import { DelayLine } from './delay.js';
import { Stage } from './stage.js';
import { makeCode } from './code.js';
import { sharedFonts } from './fonts.js';
import { frameOf, textIn } from './frame.js';
import { markWords } from './over.js';
import { makeMeter } from './meter.js';
import { makeType } from './type.js';
import { lettersOf } from './words.js';

/**
 * @typedef {import('./frame.js').Frame} Frame
 * @typedef {{ root: HTMLElement, base: string, fonts: string, out: string, token: string, held: boolean, host: string, build: string,
 *   pass: string, safe: boolean, key: string }} Options
 * fonts is where the slices of the type lie; base is the address of the server, such as "https://pingyi.example"; held says that nothing is painted before play().
 * @typedef {{ rev: number, on: { take: number, step: number }[], waits?: number[] }} Picture waits: the takes of which nothing is to be seen yet
 */

// The server says a picture every 50 ms at most, and each is drawn as it comes, so that a vote is on air within a tenth of a second: the numbers move on
// from where they are. Only what has piled up in a hold-up waits.
const pauseMs = 25;
const wordMs = 200; // between two words of what was painted
const sayMs = 2000;
const besideMs = 100; // what comes as soon as that is gone is told of with it
const mostPictures = 12; // between two words
const mostBytes = 1900;
const firstWords = 8; // come one after the other, since the server answers each with its time

// The address is void, so nothing that came by it may stay: whoever is on the picture
// would be there for good. A server that is gone closes with other codes.
const refused = 4101;
const nothing = { seq: 0, rev: 0, session: null, phase: '', panic: true, layers: [], output: { name: '', class: '', theme: '', lang: 'zh-CN', width: 1920, height: 1080, rate: 50, ground: 'transparent', delay: 0, mark: false } };

export class Output {
  /** @param {Options} options */
  constructor(options) {
    this.options = options;
    this.clock = createNearest();
    this.meter = makeMeter();
    this.type = makeType(sharedFonts(options.fonts));
    this.code = makeCode(options.base);
    this.type.wait(lettersOf('zh-CN') + markWords); // while the line is being opened: a reload on air is short
    /** @type {Frame | null} */
    this.frame = null;
    this.rev = 0;
    this.whole = 0; // the newest revision that was painted
    /** @type {any} */
    this.coming = 0; // the timer of what is to be told when it is to be seen
    this.stood = 0; // how long the picture that comes next has been the server's
    this.shown = false; // something was painted since the page was loaded, or since stop
    this.turn = 0; // frames whose type is awaited: the newest wins
    this.up = false;
    this.begun = false; // the page is dressed
    this.said = -Infinity;
    this.words = 0;
    this.due = false;
    /** @type {Picture[]} painted and not yet told of */
    this.pictures = [];
    this.ended = false;
    /** @type {() => void} */ this.drawn = () => {};
    /** Kept with the first picture, on air or not: its letters are there. @type {Promise<void>} */
    this.first = new Promise((resolve) => { this.drawn = resolve; });
    /** @type {ReturnType<typeof createLive> | null} */
    this.live = null;
    this.stage = new Stage(options.root, {
      now: () => this.pictured(), qr: (url) => this.code.of(url), health: () => ({ fps: this.meter.read().fps, seq: this.frame ? this.frame.seq : 0 }),
      pass: options.pass, safe: options.safe, key: options.key, changed: () => this.painted(),
    });
    this.stage.playing = !options.held;
    const time = {
      now: () => performance.now(), after: (/** @type {() => void} */ run, /** @type {number} */ milliseconds) => setTimeout(run, milliseconds),
      cancel: (/** @type {any} */ timer) => clearTimeout(timer),
    };
    this.line = new DelayLine((/** @type {Frame} */ frame) => this.take(frame), time);
    this.pace = new Pace(pauseMs, (/** @type {Frame} */ frame) => this.show(frame), time);
    this.clockwork = setInterval(() => this.tick(), 100);
    this.onSight = () => this.woken();
    document.addEventListener('visibilitychange', this.onSight);
  }

  /** The server's time in milliseconds. The machine's own clock is not asked: somebody may set it in the middle of an evening. */
  now() {
    return this.clock.now(performance.now());
  }

  /** The server's time of what the picture shows: a countdown belongs to the picture that is as late as it is. */
  pictured() {
    const { frame } = this.stage;
    return this.now() - (frame ? delayOf(frame) : 0);
  }

  connect() {
    const { base, out, token, host, build } = this.options;
    this.begun = true;
    if (this.ended || this.live || out === '' || token === '') return;
    const live = createLive({
      url: base.replace(/^http/, 'ws') + '/gfx/live',
      hello: JSON.stringify({ out, token, host, build }),
      least: 500,
      most: 3000,
      onMessage: (message) => this.hear(message),
      onChange: (up, code) => {
        this.up = up;
        if (code !== refused) return;
        this.hangUp();
        this.hear(nothing);
      },
    });
    this.live = live;
    live.start();
    addEventListener('online', live.wake);
  }

  hangUp() {
    if (!this.live) return;
    removeEventListener('online', this.live.wake);
    this.live.end();
    this.live = null;
  }

  /** @param {any} message */
  hear(message) {
    if (typeof message.now === 'number') this.clock.sample(message.now, performance.now());
    if (typeof message.stood === 'number') this.stood = message.stood;
    const frame = frameOf(message);
    if (!frame) return;
    this.line.put(frame, Math.max(0, delayOf(frame) - this.stood));
    this.stood = 0;
  }

  /** @param {Frame} frame */
  take(frame) {
    const before = this.frame;
    this.frame = frame;
    const urgent = !before || frame.panic || looksOther(before, frame);
    this.pace.put(frame, urgent);
  }

  /**
   * A text is measured to fit its box, so its type comes first, and so does a code; panic waits for nothing.
   * @param {Frame} frame
   */
  show(frame) {
    this.turn += 1;
    const { turn } = this;
    const letters = frame.layers.map((layer) => textIn(layer.data)).join('') + lettersOf(frame.output.lang) + markWords;
    const waits = frame.panic ? [] : [this.type.wait(letters), this.code.wait(frame.layers)].filter((wait) => wait !== null);
    if (waits.length === 0) {
      this.draw(frame);
      return;
    }
    Promise.all(waits).then(() => { if (turn === this.turn && !this.ended) this.draw(frame); });
  }

  /** The first picture after the page was loaded stands at once: on air a reload is not seen. @param {Frame} frame */
  draw(frame) {
    this.rev = frame.rev;
    this.meter.watch();
    this.stage.show(frame, document.hidden || !this.shown);
    if (this.stage.playing) this.shown = true;
    this.drawn();
    this.painted();
  }

  /**
   * Says what was painted, once it is: two pictures later at the latest, when what was taken off has gone. What takes the place of
   * that is a moment behind; a strap that waits for half a second more keeps nothing else from being told.
   */
  painted() {
    clearTimeout(this.coming);
    const { going } = this.stage;
    const wait = this.stage.waits();
    if (document.hidden) {
      this.sayShown();
      return;
    }
    if (wait > 0) this.coming = setTimeout(() => this.painted(), wait + 1);
    if (going.size > 0 || (wait > 0 && wait <= besideMs)) return; // the stage calls when that is gone
    requestAnimationFrame(() => {
      this.keep();
      requestAnimationFrame(() => this.sayShown());
    });
  }

  /** What stands now is painted. Words are fewer than pictures, so each of those is told of with the next word; what nobody sees is in none. */
  keep() {
    const { playing, frame, going } = this.stage;
    if (!playing || !frame || going.size > 0) return;
    this.whole = this.rev;
    const standing = this.stage.standing();
    const waits = standing.filter(({ waits: left }) => left > 0).map(({ take }) => take);
    const on = standing.filter(({ waits: left }) => left === 0).map(({ take, step }) => ({ take, step }));
    const picture = { rev: this.rev, on, ...(waits.length > 0 ? { waits } : {}) };
    const told = this.pictures[this.pictures.length - 1];
    if (told && JSON.stringify(told) === JSON.stringify(picture)) return;
    this.pictures = [...this.pictures, picture].slice(-mostPictures);
  }

  tick() {
    this.stage.tick(this.pictured());
    if (this.due || performance.now() - this.said >= (this.words < firstWords ? wordMs : sayMs)) this.sayShown();
  }

  /** At most five times a second. */
  sayShown() {
    this.due = performance.now() - this.said < wordMs;
    if (this.due) return;
    this.said = performance.now();
    if (!this.stage.frame || !this.up) return;
    this.words += 1;
    this.live?.send(this.word());
    this.pictures = this.pictures.slice(-1); // the picture that stands is told of again, since a word may get lost
  }

  /** What the server is told. It hears no longer word than that, so the oldest pictures are left out of one. */
  word() {
    for (;;) {
      const word = JSON.stringify({ shown: { ...this.state(), painted: this.pictures } });
      if (this.pictures.length < 2 || new TextEncoder().encode(word).length <= mostBytes) return word;
      this.pictures.shift();
    }
  }

  /** What stands on the picture now, for the server, for hosts and for tests. */
  state() {
    const standing = this.stage.standing();
    const seen = standing.filter(({ waits }) => waits === 0);
    const waits = standing.filter(({ waits: left }) => left > 0).map(({ take }) => take);
    const settled = document.hidden || (this.stage.going.size === 0 && (waits.length === 0 || this.whole === this.rev));
    const { fps, gap } = this.meter.read();
    return {
      rev: settled ? this.rev : this.whole, waits, seq: this.stage.frame ? this.stage.frame.seq : 0, take: Math.max(0, ...seen.map(({ take }) => take)),
      fps, gap, engine: engineOf(navigator.userAgent), visible: !document.hidden, fonts: this.type.ready(),
      stale: !this.up, playing: this.stage.playing, only: this.stage.only, layers: standing.map(({ layer, key, take, step }) => ({ layer, key, take, step })), warnings: this.stage.places.warnings,
    };
  }

  /** A host hides and shows the picture: it comes back as it should stand now, and nothing moves. */
  woken() {
    if (document.hidden) return;
    this.meter.rest();
    this.meter.watch();
    this.live?.wake();
    this.stage.draw(true);
    this.stage.jump();
    this.painted();
  }

  /**
   * Which output this is, and which of its scenes. A host's own texts are never looked at.
   * @param {{ out?: string, tok?: string, scene?: string }} ids
   */
  tune({ out, tok, scene }) {
    if (scene !== undefined) this.stage.only = scene;
    if (out || tok) this.line.clear(); // it is another output's
    if (out) this.options.out = out;
    if (tok) this.options.token = tok;
    if (out || tok) this.hangUp();
    if (this.begun) this.connect();
    if (this.frame) this.show(this.frame);
  }

  play() {
    if (this.stage.playing) return;
    this.stage.playing = true;
    if (!this.stage.frame) return; // one whose type is on its way is the first too, and stands at once
    this.stage.draw(document.hidden);
    this.shown = true;
    this.painted();
  }

  stop() {
    this.stage.playing = false;
    this.shown = false;
    this.stage.draw(document.hidden);
    this.painted();
  }

  /** Nothing of it runs on: a host puts it away, and its page stays. */
  end() {
    this.ended = true;
    this.drawn(); // nobody waits any more
    clearInterval(this.clockwork);
    clearTimeout(this.coming);
    this.line.clear();
    document.removeEventListener('visibilitychange', this.onSight);
    this.hangUp();
    this.up = false;
    this.meter.end();
    this.stage.clear();
  }

  /** How many steps there are of what this page draws, 0 where nothing is on: of a host that counts to an end (OGraf). Which one is on is the director's. */
  steps() {
    const layers = this.stage.frame ? this.stage.mine(this.stage.frame) : [];
    return Math.max(0, ...layers.map(({ steps }) => steps || 1));
  }
}

/** Whether another picture is asked for, and not only other numbers. @param {Frame} a @param {Frame} b */
function looksOther(a, b) {
  const look = (/** @type {Frame} */ frame) => [frame.rev, frame.panic, ...frame.layers.map(({ layer, key, take, step }) => [layer, key, take, step].join())].join('|');
  return look(a) !== look(b);
}

/** How much later an output shows a picture. Panic is never delayed. @param {Frame} frame */
function delayOf({ panic, output: { delay, rate } }) {
  return panic ? 0 : ((delay || 0) * 1000) / (rate || 50);
}

/** The major version of the browser. @param {string} agent */
export function engineOf(agent) {
  const found = /Chrom(?:e|ium)\/(\d+)/.exec(agent);
  return found && found[1] ? found[1] : '';
}
