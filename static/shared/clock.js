// A server time that came without a request of ours: how long it travelled is
// not known, so any measured one is trusted more.
export const UNKNOWN_TRIP = 4000;

/**
 * The server's clock as seen from here. Of all samples the one with the
 * shortest trip is believed, since it can be wrong by half its trip at most.
 */
export function createClock() {
  let offset = 0;
  let trip = Infinity;
  return {
    /** @param {number} server @param {number} received both in ms @param {number} [took] ms there and back */
    sample(server, received, took = UNKNOWN_TRIP) {
      if (took > trip) return;
      trip = took;
      offset = server + (took === UNKNOWN_TRIP ? 0 : took / 2) - received;
    },
    /** Call after a sleep: the phone's clock may have been set meanwhile. */
    doubt() { trip = Infinity; },
    /** @param {number} here this machine's ms @returns {number} the server's ms */
    now(here) { return here + offset; },
  };
}
