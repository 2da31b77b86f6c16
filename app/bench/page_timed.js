// Runs in the page of an output before its own script: notes of each take when it was to be
// painted, when it was, and how long the longest picture took meanwhile.
(() => {
  'use strict';
  const bench = { takes: [] };
  window.pingyiBench = bench;
  const at = new Map(); // by the number of the take
  window.WebSocket = class extends WebSocket {
    constructor(address) {
      super(address);
      this.addEventListener('message', (event) => {
        for (const layer of JSON.parse(event.data).layers || []) at.set(layer.take, layer.at);
      });
    }
  };

  // What stands in one picture was painted at the latest when the next begins.
  let stood = 0;
  let told = 0;
  let pictures = [];
  const step = () => {
    const now = performance.timeOrigin + performance.now();
    pictures = [...pictures.slice(-99), now];
    // Between two names nothing stands: what left for the next one is no take.
    if (stood !== told && stood !== 0) {
      told = stood;
      const since = pictures.slice(Math.max(0, pictures.findIndex((time) => time > at.get(told)) - 1));
      bench.takes.push([at.get(told), now, Math.max(...since.slice(1).map((time, i) => time - since[i]))]);
    }
    stood = window.PingyiGfx ? window.PingyiGfx.state().take : 0;
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})();
