// How acts of a desk follow one another. Each waits for the answer to the one before, since it was decided on what that leaves.
// What takes off overtakes: it is sent at once, beside what is on its way, and what it overtook is dropped: here what waits
// behind that, and at the server what has not arrived by then.

export class Queue {
  constructor() {
    /** @type {Promise<any>} the answer to what was pressed last */
    this.last = Promise.resolve();
    this.flying = 0; // acts that were pressed and not answered
    this.since = 0; // since when there are any
    this.rounds = 0; // how often something overtook
    /** @type {Set<object>} what was pressed and has not begun */
    this.waiting = new Set();
  }

  /**
   * One act after the other. One that went wrong keeps none of the next.
   * @param {(dropped: () => boolean) => Promise<any>} act which asks, where it waits before it sends anything, whether it is dropped by then
   */
  add(act) {
    const own = {};
    const round = this.rounds;
    this.waiting.add(own);
    this.begin();
    this.last = this.last.then(() => (this.waiting.delete(own) ? this.carryOut(() => act(() => round !== this.rounds)) : undefined));
  }

  /** Drops what waits, and says how many acts that are. */
  drop() {
    const dropped = this.waiting.size;
    this.waiting.clear();
    this.flying -= dropped;
    this.rounds += 1;
    return dropped;
  }

  /** Sends an act at once; what is pressed after it waits for it. @param {() => Promise<any>} act */
  ahead(act) {
    this.begin();
    this.last = this.carryOut(act);
  }

  begin() {
    if (this.flying === 0) this.since = Date.now();
    this.flying += 1;
  }

  /** @param {() => Promise<any>} act */
  async carryOut(act) {
    try {
      return await act();
    } catch (error) {
      return reportError(error);
    } finally {
      this.flying -= 1;
    }
  }
}
