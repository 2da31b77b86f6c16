// Numbers and bars that move together: all start at once and land at once.

/** @param {number} t 0 to 1 */
export function easeOut(t) {
  return 1 - (1 - t) ** 3;
}

/**
 * One value on the picture, and the function that draws it.
 */
class Channel {
  /**
   * @param {number} value
   * @param {(value: number) => void} draw
   */
  constructor(value, draw) {
    this.from = value;
    this.value = value;
    this.goal = value;
    this.draw = draw;
    draw(value);
  }

  /**
   * Puts the value in place without moving.
   * @param {number} value
   */
  jump(value) {
    this.from = this.value = this.goal = value;
    this.draw(value);
  }
}

/** Moves the channels of one scene. */
export class Motion {
  /**
   * @param {(step: (time: number) => void) => unknown} nextPicture calls back before the next repaint
   * @param {boolean} still whether the viewer asked for no motion
   */
  constructor(nextPicture, still) {
    this.nextPicture = nextPicture;
    this.still = still;
    /** @type {Channel[]} */
    this.channels = [];
    this.run = 0;
  }

  /**
   * A new value, drawn at once.
   * @param {number} value
   * @param {(value: number) => void} draw
   */
  channel(value, draw) {
    const channel = new Channel(value, draw);
    this.channels.push(channel);
    return channel;
  }

  /**
   * Moves every channel from where it is to its goal. The last call wins.
   * @param {number} milliseconds 0 jumps
   */
  go(milliseconds) {
    const run = ++this.run;
    if (this.channels.every((channel) => channel.value === channel.goal)) return;
    if (this.still || milliseconds <= 0) {
      this.place(1);
      return;
    }
    for (const channel of this.channels) channel.from = channel.value;
    /** @type {number | null} */
    let began = null;
    const step = (/** @type {number} */ time) => {
      if (run !== this.run) return;
      began ??= time;
      const t = Math.min(1, (time - began) / milliseconds);
      this.place(t);
      if (t < 1) this.nextPicture(step);
    };
    this.nextPicture(step);
  }

  /** @param {number} t 0 to 1 */
  place(t) {
    for (const channel of this.channels) {
      const { from, goal } = channel;
      const value = t >= 1 ? goal : from + (goal - from) * easeOut(t);
      if (value === channel.value) continue;
      channel.value = value;
      channel.draw(value);
    }
  }
}

/**
 * Reads a decimal such as "89.48" into a whole number of its last place.
 * @param {string} text
 * @returns {{ units: number, places: number } | null} null when it is not a number
 */
export function decimalOf(text) {
  const match = /^(-?\d{1,12})(?:\.(\d{1,9}))?$/.exec(text);
  if (!match) return null;
  const fraction = match[2] ?? '';
  return { units: Number(match[1] + fraction), places: fraction.length };
}

/**
 * Writes a whole number of the last place as a decimal: (8948, 2) is "89.48".
 * @param {number} units
 * @param {number} places
 */
export function decimalText(units, places) {
  const whole = Math.round(units);
  const digits = String(Math.abs(whole)).padStart(places + 1, '0');
  const sign = whole < 0 ? '-' : '';
  return places === 0 ? sign + digits : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
