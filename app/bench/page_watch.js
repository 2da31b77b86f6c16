// Runs in the page of an output before its own script: notes when each picture
// that came by the socket was painted.
(() => {
  'use strict';
  const bench = { painted: [], ballots: 0 };
  window.pingyiBench = bench;
  const ballotsOf = new Map(); // by position of the log

  /** @param {string} text */
  function hear(text) {
    const message = JSON.parse(text);
    for (const layer of message.layers || []) if (layer.scene === 'live-bars') ballotsOf.set(message.seq, layer.data.ballots);
  }
  window.WebSocket = class extends WebSocket {
    constructor(address) {
      super(address);
      this.addEventListener('message', (event) => hear(event.data));
    }
  };

  // What stands in one picture was painted at the latest when the next begins.
  let seen = 0;
  let due = null;
  const step = () => {
    if (due !== null) {
      bench.painted.push([due, performance.timeOrigin + performance.now()]);
      bench.ballots = due;
      due = null;
    }
    const seq = window.PingyiGfx ? window.PingyiGfx.seq : 0;
    if (seq !== seen) {
      seen = seq;
      if (ballotsOf.has(seq)) due = ballotsOf.get(seq);
    }
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})();
