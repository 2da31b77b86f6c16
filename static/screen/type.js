// A picture is shown when the type of its words is there.

/**
 * Passes pictures on when their type has come, or has been waited for long enough.
 * One that had to wait never comes behind a newer one.
 * @template T
 */
export class Typed {
  /**
   * @param {import('../gfx/fonts.js').FontsFor} fontsFor
   * @param {string} always what stands in every picture
   * @param {(picture: T) => void} pass
   */
  constructor(fontsFor, always, pass) {
    this.fontsFor = fontsFor;
    this.always = always;
    this.pass = pass;
    this.came = 0;
    this.passed = 0;
  }

  /**
   * @param {T} picture
   * @param {string} words all that is written in it
   */
  async put(picture, words) {
    this.came += 1;
    const mine = this.came;
    await this.fontsFor([this.always, words]);
    if (mine < this.passed) return;
    this.passed = mine;
    this.pass(picture);
  }
}
