// What lies in a folder of the station and is loaded instead of an address: a host
// shows an error, or nothing for ever, when an address does not answer. It asks for
// the script of its output until it is there, and keeps what the host says meanwhile.
// Written for Chromium 63. Two blanks are filled in when it is handed out.
/** @param {any} at @param {any} fields */
(function (at, fields) {
  'use strict';
  /** @type {any} */
  var host = window;
  /** @type {any[]} */
  var queue = [];
  var tries = 0;
  var chosen = /[?&]host=([01])/.exec(location.search);

  // CasparCG plays by calling; whoever calls nothing sees the output at once.
  function isHeld() {
    if (chosen) return chosen[1];
    return at.held || host.caspar || host.casparcg ? '1' : '0';
  }

  // SPX names its fields by number.
  /** @param {any} data */
  function named(data) {
    /** @type {any} */
    var said = {};
    var found, name;
    if (!fields || typeof data !== 'string') return data;
    try {
      found = JSON.parse(data);
      for (name in fields) if (typeof found[name] === 'string') said[fields[name]] = found[name];
    } catch (error) {
      return data;
    }
    return JSON.stringify(said);
  }

  /** @param {string} name */
  function keep(name) {
    host[name] = function (/** @type {any} */ data) {
      queue.push([name, named(data)]);
      if (queue.length > 64) queue.shift();
    };
  }

  // The script takes the names over, and then what was kept.
  function isHere() {
    return host.PingyiGfx.queue !== queue;
  }

  function load() {
    /** @type {HTMLScriptElement} */ var tag;
    /** @type {any} */ var timer;
    if (isHere()) return;
    tries += 1;
    tag = document.createElement('script');
    tag.src = at.base + '/gfx/load.js?n=' + tries;
    tag.setAttribute('data-out', at.out);
    tag.setAttribute('data-tok', at.tok);
    tag.setAttribute('data-host', isHeld());
    if (at.scene) tag.setAttribute('data-scene', at.scene);
    if (at.kind) tag.setAttribute('data-kind', at.kind);
    function again() {
      clearTimeout(timer);
      tag.onerror = null;
      if (tag.parentNode) tag.parentNode.removeChild(tag);
      setTimeout(load, 500);
    }
    tag.onerror = again;
    timer = setTimeout(again, 5000);
    document.head.appendChild(tag);
  }

  ['update', 'play', 'next', 'stop'].forEach(keep);
  host.PingyiGfx = { version: 'shell', seq: 0, queue: queue, state: function () { return { waiting: true, tries: tries }; }, named: named };
  // The server of SPX runs this to read what the template asks for: nothing is loaded there.
  if (!/jsdom/i.test(navigator.userAgent)) addEventListener('load', load);
})(/** @type {any} */ ({}), /** @type {any} */ (null));
