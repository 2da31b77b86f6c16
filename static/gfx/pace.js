// At most five pictures a second: between two of them the numbers move.

/**
 * Passes values on, each at least a pause after the one before. What comes too
 * early waits, and only the newest waits. urgent values are passed on at once.
 * @template T
 */
export class Pace {
  /**
   * @param {number} pause milliseconds
   * @param {(value: T) => void} pass
   * @param {{ now: () => number, after: (run: () => void, milliseconds: number) => unknown }} time
   */
  constructor(pause, pass, time) {
    this.pause = pause;
    this.pass = pass;
    this.time = time;
    this.last = -Infinity;
    /** @type {{ value: T } | null} */
    this.waiting = null;
  }

  /**
   * @param {T} value
   * @param {boolean} urgent
   */
  put(value, urgent) {
    const wait = this.last + this.pause - this.time.now();
    if (urgent || wait <= 0) {
      this.waiting = null;
      this.give(value);
      return;
    }
    const armed = this.waiting !== null;
    this.waiting = { value };
    if (!armed) this.time.after(() => this.due(), wait);
  }

  due() {
    if (this.waiting === null) return;
    const { value } = this.waiting;
    this.waiting = null;
    this.give(value);
  }

  /** @param {T} value */
  give(value) {
    this.last = this.time.now();
    this.pass(value);
  }
}
