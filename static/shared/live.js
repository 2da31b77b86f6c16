import { backoff } from './backoff.js';

// The server says something at least every 20 seconds.
const SILENCE = 45000;
const FRESH = 25000;

/**
 * Keeps one WebSocket open for as long as the server wants it: comes back after
 * breaks and silence, stops when it was closed with a code from 4100 to 4199.
 * What is on the page while it is away is the page's own matter.
 * @param {object} options
 * @param {string} options.url
 * @param {string} [options.hello] sent first
 * @param {(message: any) => void} options.onMessage parsed JSON, heartbeats left out
 * @param {() => void} [options.onBeat] a heartbeat came
 * @param {(up: boolean, code: number) => void} options.onChange code is that of the close, 0 while up
 * @param {number} [options.least] the first pause, see backoff
 * @param {number} [options.most] the longest pause
 */
export function createLive(options) {
  /** @type {WebSocket | null} */
  let socket = null;
  let up = false;
  let attempt = 0;
  let heard = 0;
  /** @type {any} */
  let again = 0;
  /** @type {any} */
  let watch = 0;

  function expectMore() {
    heard = Date.now();
    clearTimeout(watch);
    watch = setTimeout(() => drop(0), SILENCE);
  }

  function start() {
    clearTimeout(again);
    const mine = new WebSocket(options.url);
    socket = mine;
    expectMore();
    mine.onopen = () => { if (options.hello) mine.send(options.hello); };
    mine.onmessage = event => { if (mine === socket) hear(event.data); };
    mine.onclose = event => { if (mine === socket) drop(event.code); };
  }

  /** @param {string} text */
  function hear(text) {
    expectMore();
    if (!up) {
      up = true;
      attempt = 0;
      options.onChange(true, 0);
    }
    const message = JSON.parse(text);
    if (!message.beat) options.onMessage(message);
    else if (options.onBeat) options.onBeat();
  }

  // A socket on a vanished network takes long to close, so it is left behind
  // at once: what it still says is not heard.
  /** @param {number} code */
  function drop(code) {
    const old = socket;
    socket = null;
    clearTimeout(watch);
    if (old) old.close();
    const was = up;
    up = false;
    const over = code >= 4100 && code <= 4199;
    if (!over) {
      again = setTimeout(start, backoff(attempt, Math.random(), options.least, options.most));
      attempt += 1;
    }
    if (was || over) options.onChange(false, code);
  }

  return {
    start,
    isUp: () => up,
    /** What cannot be said now is not said later. @param {string} text */
    send(text) { if (up && socket) socket.send(text); },
    end() {
      const old = socket;
      socket = null;
      clearTimeout(again);
      clearTimeout(watch);
      if (old) old.close();
    },
    /** The network or the person is back: do not sit out the pause, nor trust a socket that has slept. */
    wake() {
      attempt = 0;
      if (up && Date.now() - heard < FRESH) return;
      const old = socket;
      socket = null;
      if (old) old.close();
      if (up) options.onChange(false, 0);
      up = false;
      start();
    },
  };
}
