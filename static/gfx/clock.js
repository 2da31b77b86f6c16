// The server's clock, for what several outputs do at one instant. The server says its time whenever
// the page has said what it shows. What is told is late by its way, and never early, so of the last
// few words the one that puts the server's clock furthest ahead has come the quickest: the first is
// heard while a page is loading, and may be a tenth of a second late. Old words are forgotten,
// because a machine's clock is set now and then.

const words = 8;
const jumpMs = 1000;

export function createNearest() {
  /** @type {number[]} how far the server was ahead, as told */
  let ahead = [];
  return {
    /** @param {number} server @param {number} received both in ms */
    sample(server, received) {
      ahead.push(server - received);
      if (ahead.length > words) ahead.shift();
      const last = ahead.slice(-2);
      if (last.length === 2 && Math.max(...last) < Math.max(...ahead) - jumpMs) ahead = last;
    },
    /** @param {number} here this machine's ms @returns {number} the server's ms */
    now(here) { return here + (ahead.length > 0 ? Math.max(...ahead) : 0); },
  };
}
