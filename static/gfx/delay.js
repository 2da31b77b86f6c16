// The delay of an output: what it hears is shown so much later, in the order in which
// it was said. Nothing that was said before may be shown after it: not when the delay
// is made shorter, and not after a picture that is shown at once.

/**
 * @template T
 * @typedef {{ value: T, due: number }} Waiting
 */

/** @template T */
export class DelayLine {
  /**
   * @param {(value: T) => void} pass
   * @param {{ now: () => number, after: (run: () => void, milliseconds: number) => any, cancel: (timer: any) => void }} time
   */
  constructor(pass, time) {
    this.pass = pass;
    this.time = time;
    /** @type {Waiting<T>[]} the next one first */
    this.waiting = [];
    /** @type {any} */
    this.timer = null;
  }

  /** @param {T} value @param {number} wait milliseconds; what was said before and would come on later is passed over */
  put(value, wait) {
    const due = this.time.now() + wait;
    this.waiting = wait > 0 ? this.waiting.filter((before) => before.due < due) : [];
    if (wait > 0) this.waiting.push({ value, due });
    else this.pass(value);
    this.arm();
  }

  /** Nothing of what waits is wanted any more. */
  clear() {
    this.waiting = [];
    this.arm();
  }

  arm() {
    this.time.cancel(this.timer);
    const next = this.waiting[0];
    this.timer = next ? this.time.after(() => this.turn(), Math.max(0, next.due - this.time.now())) : null;
  }

  /** What is due is shown. Where a timer was late several are: each has its turn, as a take has to be seen to go. */
  turn() {
    const now = this.time.now();
    while (this.waiting[0] && this.waiting[0].due <= now) {
      const [{ value }] = /** @type {[Waiting<T>, ...Waiting<T>[]]} */ (this.waiting);
      this.waiting.shift();
      this.pass(value);
    }
    this.arm();
  }
}
