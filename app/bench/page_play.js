// Runs in the page of an output before its own script, in place of the server:
// shows one scene of the contact sheet with numbers that never rest, and every
// three seconds takes it anew.
(() => {
  'use strict';
  const frameMs = 50; // as often as the server says a picture
  const takeMs = 3000;
  let socket = null;
  window.WebSocket = class {
    constructor() {
      socket = this;
      setTimeout(() => {
        this.onopen({});
        this.say({ now: Date.now() });
      });
    }

    send() {}

    close() {}

    say(message) { this.onmessage({ data: JSON.stringify(message) }); }
  };

  /** Other numbers in the same picture. */
  function moved(data, n) {
    const next = JSON.parse(JSON.stringify(data));
    const wave = (at) => Math.round(400 + 300 * Math.sin(n / 7 + at));
    for (const [i, bar] of (next.bars || next.dims || []).entries()) {
      if (bar.count !== undefined) bar.count = wave(i);
      if (bar.permille !== undefined) bar.permille = wave(i);
    }
    for (const [i, group] of (next.groups || []).entries()) Object.assign(group, { checked_in: wave(i) % 100, permille: wave(i) });
    for (const [i, row] of (next.rows || []).entries()) if (row.permille !== undefined) row.permille = wave(i);
    for (const name of ['ballots', 'checked_in']) if (next[name] !== undefined) next[name] = 200 + n % 200;
    if (next.permille !== undefined) next.permille = wave(0);
    return next;
  }

  /** @param {string} name of the scene, empty for none @param {number} milliseconds */
  async function play(name, milliseconds) {
    const script = document.querySelector('script[src$="gfx.js"]').src;
    const { frameWith } = await import(script.replace(/gfx\.js$/, 'samples.js'));
    const frame = frameWith(name === '' ? [] : [name]);
    const times = [];
    let running = true;
    const step = (time) => {
      times.push(time);
      if (running) requestAnimationFrame(step);
    };
    const began = performance.now();
    window.pingyiRevision = window.pingyiRevision || 100;
    let n = 0;
    const say = () => {
      const take = Math.floor((performance.now() - began) / takeMs);
      n += 1;
      if (n === 1 || take !== say.take) window.pingyiRevision += 1;
      say.take = take;
      const revision = window.pingyiRevision;
      const layers = frame.layers.map((layer) => ({ ...layer, take: revision, at: 0, key: `${layer.key}|${revision}`, data: moved(layer.data, n) }));
      socket.say({ ...frame, seq: 5000 + revision * 1000 + n, rev: revision, layers });
    };
    const timer = setInterval(say, frameMs);
    if (name === '') { // what was there goes out first
      say();
      await new Promise((resolve) => { setTimeout(resolve, 300); });
    }
    requestAnimationFrame(step);
    await new Promise((resolve) => { setTimeout(resolve, milliseconds); });
    running = false;
    clearInterval(timer);
    return times;
  }
  window.pingyiBench = { play, ready: () => socket !== null };
})();
