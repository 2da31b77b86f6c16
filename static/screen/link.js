// The line to the server. It comes back by itself and says nothing on screen:
// while it is down the last picture stays.

import { readMessage } from './frame.js';

/** Without any message for so long the line is taken for dead; the server speaks every 20 s. */
export const SILENCE = 50_000;

/**
 * The pause before a new attempt: 0.5 s, doubled each time up to 5 s, of which
 * a random half, so that many screens do not come back in one moment.
 * @param {number} failures attempts without a picture since the last one
 * @param {number} random 0 to 1
 */
export function pauseBefore(failures, random) {
  const most = Math.min(5000, 500 * 2 ** Math.min(failures, 10));
  return Math.max(500, most / 2 + (random * most) / 2);
}

/**
 * Codes from 4100 to 4199 say that coming back is of no use.
 * @param {number} code
 */
export function comesBack(code) {
  return code < 4100 || code > 4199;
}

/**
 * The address of the socket beside a page: https://host/screen/hall gives wss://host/screen/live.
 * @param {{ protocol: string, host: string }} page
 */
export function liveAddress(page) {
  return `${page.protocol === 'https:' ? 'wss' : 'ws'}://${page.host}/screen/live`;
}

/**
 * @typedef {{ send: (text: string) => void, close: () => void, onopen: (() => void) | null,
 *   onmessage: ((event: { data: unknown }) => void) | null, onclose: ((event: { code: number }) => void) | null }} Line
 * @typedef {{ open: () => Line, after: (run: () => void, milliseconds: number) => number,
 *   cancel: (timer: number) => void, random: () => number }} World
 */

/** Keeps a line open and hands on what it says. */
export class Link {
  /**
   * @param {World} world
   * @param {string} token what entitles to the picture; sent in the first message, never in an address
   * @param {{ frame: (frame: import('./frame.js').Frame) => void, now: (milliseconds: number) => void }} hear
   */
  constructor(world, token, hear) {
    this.world = world;
    this.token = token;
    this.hear = hear;
    this.failures = 0;
    this.watch = 0;
  }

  open() {
    const line = this.world.open();
    this.listen(line);
    line.onopen = () => line.send(JSON.stringify({ token: this.token }));
    line.onmessage = ({ data }) => {
      this.listen(line);
      this.take(data);
    };
    line.onclose = ({ code }) => this.lost(line, code);
  }

  /**
   * Waits for the next word on a line, and gives the line up when none comes.
   * @param {Line} line
   */
  listen(line) {
    this.world.cancel(this.watch);
    this.watch = this.world.after(() => {
      line.close();
      this.lost(line, 1006); // a dead network may keep the browser waiting for the goodbye
    }, SILENCE);
  }

  /**
   * @param {Line} line
   * @param {number} code
   */
  lost(line, code) {
    line.onopen = line.onmessage = line.onclose = null;
    this.world.cancel(this.watch);
    if (!comesBack(code)) return;
    this.world.after(() => this.open(), pauseBefore(this.failures, this.world.random()));
    this.failures++;
  }

  /** @param {unknown} data */
  take(data) {
    const message = readMessage(data);
    if (message?.kind === 'now') this.hear.now(message.now);
    if (message?.kind !== 'frame') return;
    this.failures = 0;
    this.hear.frame(message.frame);
  }
}
