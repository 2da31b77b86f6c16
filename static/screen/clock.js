// The server's clock, as far as a screen knows it.

/** Follows the server's clock by the times it sends. */
export class Clock {
  /** @param {() => number} localNow milliseconds of the screen's own clock */
  constructor(localNow) {
    this.localNow = localNow;
    this.offset = 0;
  }

  /** @param {number} serverNow Unix milliseconds, just received */
  set(serverNow) {
    this.offset = serverNow - this.localNow();
  }

  /** Unix milliseconds on the server's clock. */
  now() {
    return this.localNow() + this.offset;
  }
}

/**
 * Whole seconds until a deadline, never negative. The last second is shown as
 * 1 until it is over, so 0 means that the time is up.
 * @param {number} deadline Unix seconds
 * @param {number} now Unix milliseconds
 */
export function secondsLeft(deadline, now) {
  return Math.max(0, Math.ceil((deadline * 1000 - now) / 1000));
}

/**
 * Writes seconds as "0:30" or "1:05:00", with a constant width while it runs.
 * @param {number} seconds
 */
export function clockText(seconds) {
  const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}
