// The picture of an output: its layers from bottom to top, one scene on each, and
// what lies over every scene.

import { paintAgain } from './again.js';
import { el, tell } from './dom.js';
import { Motion } from './motion.js';
import { makers } from './scenes.js';
import { enter, fade, standStill } from './motions.js';
import { bugWidth, placesOf, reservedOf } from './place.js';
import { shapeOf, showOn } from './shape.js';
import { makeGuides, makeMark } from './over.js';
import { sayIn } from './words.js';

/**
 * @typedef {import('./frame.js').Frame} Frame
 * @typedef {import('./frame.js').Layer} Layer
 * @typedef {import('./kit.js').Part} Part
 * @typedef {{ key: string, take: number, step: number, part: Part, motion: Motion, room: string, shape: string, scene: string, from: number, waits: () => number }} Made from: when it comes in; waits: how many milliseconds until something of it is to be seen; room: what was left to it when its texts were fitted
 * @typedef {{ node: HTMLElement, name: string, present: Made | null, next: { layer: Layer, made: Made | null, timer: any } | null }} Slot
 * next is a take whose time has not come; made is null when it only changes the present scene.
 * @typedef {{ now: () => number, qr: (url: string) => HTMLElement, health: () => { fps: number, seq: number },
 *   pass: string, safe: boolean, key: string, changed: () => void }} Options
 * now is the server's time in milliseconds of what is shown, with the delay taken off; changed is called when a layer changes by its own time.
 */

const layerNames = ['full', 'side', 'lower', 'bug', 'ticker', 'qr', 'alert'];
const filling = ['strap', 'join-qr', 'countdown', 'turnout', 'live-bars', 'score-card', 'reveal', 'board', 'versus', 'pledge', 'verdict', 'dims', 'ten', 'plate'];
const outMs = 180;
const moveMs = 360;
/** Nothing is on the lower third for so long between two names, or one would seem to become the other. */
const betweenStraps = 500;
/** So much less of that is not seen, and a name that is later than on the other outputs is: the timer of a busy machine took the one before off late. */
const lateMs = 100;

/** Shows frames on a node of 1920 by 1080 pixels. */
export class Stage {
  /**
   * @param {HTMLElement} root
   * @param {Options} options
   */
  constructor(root, options) {
    this.root = root;
    this.options = options;
    /** @type {Frame | null} */
    this.frame = null;
    this.playing = true;
    this.only = '';
    /** @type {HTMLElement | null} */
    this.page = null; // what lies around the picture where a window has another shape: it has the same ground
    /** @type {any} */
    this.over = 0; // the timer of what leaves at a moment
    this.bare = -Infinity; // since when the newest strap that was to be seen is gone, or when it will be
    /** @type {Set<HTMLElement>} */
    this.going = new Set(); // what was taken off, and is to be seen yet
    /** @type {Slot[]} */
    this.slots = layerNames.map((name) => ({ name, node: el('div', `layer layer-${name}`), present: null, next: null }));
    this.mark = makeMark();
    root.classList.add('gfx');
    root.dataset.pass = options.pass;
    root.replaceChildren(...this.slots.map(({ node }) => node), this.mark, paintAgain(root));
    if (options.safe) root.append(makeGuides());
    this.say = sayIn('zh-CN');
    this.places = placesOf([], []);
  }

  /**
   * @param {Frame} frame
   * @param {boolean} instant nothing moves
   */
  show(frame, instant) {
    const anew = this.frame !== null && sitting(this.frame) !== sitting(frame); // other words or another shape
    if (anew) this.clear();
    this.frame = frame;
    this.draw(instant || anew);
  }

  /** @param {boolean} instant */
  draw(instant) {
    const { frame } = this;
    if (!frame) return;
    const on = this.playing && !frame.panic;
    this.dress(frame, on);
    if (frame.panic) {
      this.clear();
      return;
    }
    const wanted = on ? this.mine(frame) : [];
    const standing = this.standing();
    const cut = wanted.some((layer) => layer.cut && !standing.some(({ take }) => take === layer.take) && (layer.at || 0) <= this.options.now());
    for (const slot of this.slots) {
      const turn = this.turnOf(slot, wanted);
      this.put(slot, turn, instant || (turn.stands === null && (cut || turn.cut))); // what a cut takes off goes by a cut too
    }
    this.turnOver(wanted.map(({ until }) => until || 0));
  }

  /** What of a picture is drawn here: all, or the one scene that a host has chosen. @param {Frame} frame */
  mine(frame) {
    return withRoom(frame.layers.filter((layer) => this.only === '' || layer.scene === this.only));
  }

  /**
   * What lies on a layer now, and what comes on it at a moment that was set. What makes room for that leaves before, and nothing stands there until then.
   * @param {Slot} slot
   * @param {Layer[]} wanted
   */
  turnOf(slot, wanted) {
    const now = this.options.now();
    const layers = wanted.filter((one) => one.layer === slot.name && makers[one.scene]);
    const comes = layers.find((layer) => layer.take !== slot.present?.take && (layer.at || 0) > now) || null;
    const left = layers.filter(({ until }) => until && until <= now);
    const stands = layers.filter((layer) => layer !== comes && !left.includes(layer)).pop() || null;
    return { stands, comes, clears: left.length > 0, cut: left.some(({ until }) => wanted.some((layer) => layer.cut && layer.at === until)) };
  }

  /** What leaves at a moment is taken off then, whether the line is up or not. @param {number[]} moments those over are none */
  turnOver(moments) {
    clearTimeout(this.over);
    const now = this.options.now();
    const next = Math.min(...moments.filter((moment) => moment > now));
    if (next === Infinity) return;
    this.over = setTimeout(() => {
      this.draw(document.hidden);
      this.options.changed();
    }, Math.min(next - now, 60000) + 1);
  }

  /** What an output looks like apart from its scenes. @param {Frame} frame @param {boolean} on */
  dress(frame, on) {
    const { output } = frame;
    const { root, options } = this;
    const ground = options.key || output.ground;
    this.say = sayIn(output.lang);
    const present = frame.layers.filter(({ until }) => !until || until > options.now());
    const layers = present.map(({ layer }) => layer);
    const [lower, corner] = ['lower', 'bug'].map((name) => present.find(({ layer }) => layer === name));
    const places = placesOf(reservedOf(output), layers, lower, { wide: corner ? bugWidth(corner.data, output.lang) : 0, badge: output.mark && ground.startsWith('#') });
    this.places = { ...places, warnings: places.warnings.filter((name) => layers.includes(name)) };
    if (root.lang !== output.lang) root.lang = output.lang;
    for (const node of this.page ? [this.page, root] : [root]) {
      tell(node, { theme: options.pass === 'key' ? 'matte' : output.theme, ground: ground.startsWith('#') ? 'key' : ground });
      node.style.setProperty('--key', ground.startsWith('#') ? ground : 'transparent');
    }
    const { bug, shift, drop, badge, qr, side, lift, ticker, full: { x, y, scale, above, below } } = this.places;
    tell(root, { playing: String(on), marked: String(output.mark), lower: String(layers.includes('lower')), bug, qr, side, room: scale < 1 || above > 0 || below > 0 ? 'less' : 'all' });
    root.style.setProperty('--drop', `${drop}px`);
    root.style.setProperty('--badge', `translate(${badge.x}px, ${badge.y}px)`);
    root.style.setProperty('--shift', `${shift}px`);
    root.style.setProperty('--lift', `${-lift}px`);
    root.style.setProperty('--ticker', `${-ticker}px`);
    root.style.setProperty('--above', `${above}px`);
    root.style.setProperty('--below', `${below}px`);
    root.style.setProperty('--room', `translate(${x}px, ${y}px) scale(${scale.toFixed(4)})`);
    this.mark.hidden = !output.mark || !on;
  }

  /** Everything is off, in this very picture. */
  clear() {
    clearTimeout(this.over);
    for (const slot of this.slots) {
      this.forget(slot);
      slot.present?.part.leave?.();
      slot.present = null;
      slot.node.replaceChildren();
    }
    this.going.clear();
  }

  /**
   * What is there stays where only something to come is told of: the clock of this machine may be a little late.
   * @param {Slot} slot
   * @param {{ stands: Layer | null, comes: Layer | null, clears: boolean }} turn
   * @param {boolean} instant
   */
  put(slot, { stands, comes, clears }, instant) {
    if (!comes && !stands) this.forget(slot);
    if (stands) this.set(slot, stands, comes !== null, instant);
    else if (!comes || clears) this.leave(slot, instant);
    if (comes) this.prepare(slot, comes, (comes.at || 0) - this.options.now());
  }

  /**
   * @param {Slot} slot
   * @param {Layer} layer
   * @param {boolean} waits something else is to come on this layer
   * @param {boolean} instant
   */
  set(slot, layer, waits, instant) {
    const next = waits ? null : slot.next;
    const ready = next && next.made && next.layer.take === layer.take && next.made.key === layer.key ? next.made : null;
    if (next && !ready) this.forget(slot);
    if (next) clearTimeout(next.timer);
    if (!waits) slot.next = null;
    if (slot.present && slot.present.key === layer.key && !ready) this.update(slot, layer, instant);
    else this.change(slot, layer, ready || this.make(slot, layer), instant);
  }

  /** @param {Slot} slot @param {Layer} layer @param {boolean} instant */
  update(slot, layer, instant) {
    const made = slot.present?.shape === shapeOf(layer) ? slot.present : this.renew(slot, layer);
    made.take = layer.take;
    made.step = layer.step || 0;
    showOn(made.part, layer);
    this.refit(made);
    made.part.tick?.(this.options.now());
    made.motion.go(instant || layer.cut ? 0 : moveMs);
  }

  /** The same picture of other parts, where it stands. @param {Slot} slot @param {Layer} layer @returns {Made} */
  renew(slot, layer) {
    const made = this.make(slot, layer);
    slot.present?.part.leave?.();
    slot.present?.part.node.replaceWith(made.part.node);
    slot.present = made;
    made.part.node.classList.remove('coming');
    return made;
  }

  /**
   * A scene in the document, not yet to be seen.
   * @param {Slot} slot
   * @param {Layer} layer
   * @returns {Made}
   */
  make(slot, layer) {
    const motion = new Motion((step) => requestAnimationFrame(step), false);
    const full = this.root.dataset.ground === 'full' && filling.includes(layer.scene);
    const maker = /** @type {(setup: import('./kit.js').Setup, layer: Layer) => Part} */ (makers[layer.scene]);
    const { qr, health, now } = this.options;
    const part = maker({ say: this.say, motion, full, less: () => this.root.dataset.room === 'less', now, qr, health }, layer);
    part.node.classList.add('coming');
    part.show(layer);
    part.tick?.(now());
    slot.node.append(part.node);
    part.settle?.();
    return { key: layer.key, take: layer.take, step: layer.step || 0, part, motion, room: this.room(), shape: shapeOf(layer), scene: layer.scene, from: now(), waits: () => 0 };
  }

  /** How much of the picture is left to a scene. */
  room() {
    const { scale, above, below } = this.places.full;
    return `${scale} ${above} ${below}`;
  }

  /** Another layer came or went: names have another room. @param {Made} made */
  refit(made) {
    if (made.room === this.room()) return;
    made.room = this.room();
    made.part.settle?.();
  }

  /** @param {Slot} slot @param {Layer} layer @param {number} wait milliseconds */
  prepare(slot, layer, wait) {
    const { next } = slot;
    if (next && next.layer.take === layer.take && next.layer.key === layer.key && (!next.made || next.made.shape === shapeOf(layer))) {
      next.layer = layer;
      if (next.made) showOn(next.made.part, layer);
      return;
    }
    this.forget(slot);
    const made = slot.present?.key === layer.key ? null : this.make(slot, layer);
    const timer = setTimeout(() => {
      if (slot.next?.timer !== timer) return;
      this.set(slot, slot.next.layer, false, document.hidden);
      this.options.changed();
    }, Math.min(wait, 60000) + 1);
    slot.next = { layer, made, timer };
  }

  /** A take that was waiting is no longer wanted. @param {Slot} slot */
  forget(slot) {
    if (!slot.next) return;
    clearTimeout(slot.next.timer);
    slot.next.made?.part.leave?.();
    slot.next.made?.part.node.remove();
    slot.next = null;
  }

  /**
   * Another picture takes the place of this one.
   * @param {Slot} slot
   * @param {Layer} layer
   * @param {Made} made
   * @param {boolean} instant
   */
  change(slot, layer, made, instant) {
    const still = instant || layer.cut || made.part.cut === true;
    const out = still || !slot.present ? 0 : outMs;
    const now = this.options.now();
    this.leave(slot, still);
    slot.present = made;
    const delay = still || made.scene !== 'strap' ? out : this.untilStrap(now, out);
    made.from = now + delay;
    this.refit(made);
    made.part.node.classList.remove('coming');
    if (still) {
      made.motion.go(0);
      return;
    }
    made.waits = enter(made.part.node, delay, this.root.dataset.ground === 'key');
    // Numbers begin when there is something to be seen of them.
    setTimeout(() => made.motion.go(moveMs), delay + 80);
  }

  /** How long a strap that is taken waits for the one before. @param {number} now @param {number} out milliseconds that whatever was there takes */
  untilStrap(now, out) {
    const wait = this.bare + betweenStraps - now;
    return wait <= lateMs ? out : Math.min(Math.max(out, wait), outMs + betweenStraps);
  }

  /** @param {Slot} slot @param {boolean} instant */
  leave(slot, instant) {
    const { present } = slot;
    if (!present) return;
    slot.present = null;
    const still = instant || present.part.cut === true || this.root.dataset.ground === 'key';
    const now = this.options.now();
    if (present.scene === 'strap' && present.from <= now) this.bare = now + (still ? 0 : outMs);
    const { node } = present.part;
    const gone = () => {
      present.part.leave?.();
      node.remove();
      if (this.going.delete(node)) this.options.changed();
    };
    if (!still) this.going.add(node);
    if (still) gone();
    else fade(node, outMs, gone);
  }

  /** To the present state at once: the page was hidden, and is seen again. */
  jump() {
    standStill(this.root);
    for (const { present } of this.slots) present?.motion.go(0);
  }

  /** @param {number} now the server's time in milliseconds */
  tick(now) {
    for (const { present } of this.slots) present?.part.tick?.(now);
  }

  /** How many milliseconds it is until something is to be seen of all that stands: what takes the place of another waits until that is gone. */
  waits() {
    return Math.max(0, ...this.slots.map(({ present }) => (present ? present.waits() : 0)));
  }

  /** What stands on the picture, from bottom to top; waits is how long nothing is to be seen of it. */
  standing() {
    return this.slots.flatMap(({ name, present }) => (present ? [{ layer: name, key: present.key, take: present.take, step: present.step, waits: present.waits() }] : []));
  }
}

/** What makes a picture another one altogether. @param {Frame} frame */
function sitting({ output, session }) {
  return [output.lang, output.ground, session ? session.id : ''].join('|');
}

/** The invitation is large where it is alone: beside a panel or a lower third its code stands in a corner. @param {Layer[]} layers */
function withRoom(layers) {
  const beside = layers.some(({ layer, until }) => (layer === 'side' || layer === 'lower') && !until);
  return layers.map((layer) => (beside && layer.scene === 'join-qr' && layer.data.corner === false ? { ...layer, data: { ...layer.data, corner: true } } : layer));
}
