// Runs before anything else on the phone, in every browser since about 2013.
// It takes the card's token out of the address, trades it for a cookie, and
// leaves the rest to the module, or to plain forms where modules are unknown.
(function () {
  'use strict';
  var root = document.documentElement;
  var token = '';
  var tries = 0;
  var ready = document.readyState !== 'loading';

  /** @param {string} id */
  function element(id) { return /** @type {HTMLElement} */ (document.getElementById(id)); }

  // The token leaves the address first of all, also when what follows fails;
  // from then on it is in memory only.
  function takeToken() {
    var hash = location.hash.slice(1);
    if (!hash) return;
    history.replaceState(null, '', '/v');
    token = hash;
    root.className += ' redeeming';
    redeem(false);
  }

  /** @param {boolean} takeOver */
  function redeem(takeOver) {
    var request = new XMLHttpRequest();
    tell('busy', '', false);
    request.open('POST', '/v/redeem');
    request.timeout = 10000;
    request.setRequestHeader('Content-Type', 'application/json');
    request.setRequestHeader('Accept', 'application/json');
    request.onloadend = function () { answered(request); };
    request.send(JSON.stringify({ token: token, take_over: takeOver }));
  }

  /** @param {XMLHttpRequest} request */
  function answered(request) {
    var reply = { code: '', message: '', card: { number: '' } };
    try { reply = JSON.parse(request.responseText); } catch (e) { reply.code = ''; }
    if (request.status === 200) {
      forgetOther(reply.card.number);
      location.replace('/v');
      return;
    }
    var down = request.status === 0;
    if (down || request.status === 429 || request.status >= 500 || reply.code === 'wrong-phase') {
      tell(down ? 'net' : 'full', reply.code === 'wrong-phase' ? reply.message : '', false);
      setTimeout(function () { redeem(false); }, Math.min(30000, 1000 * Math.pow(2, tries)) * (1 + Math.random() / 2));
      tries += 1;
      return;
    }
    tell('failed', reply.message, reply.code === 'card-elsewhere');
  }

  // Ballots that another card left unsent on this phone are not this card's.
  /** @param {string} number */
  function forgetOther(number) {
    try {
      if (localStorage.getItem('card') !== number) localStorage.removeItem('outbox');
      localStorage.setItem('card', number);
    } catch (e) { return; }
  }

  /** @param {string} what @param {string} text @param {boolean} over */
  function tell(what, text, over) {
    if (!ready) {
      document.addEventListener('DOMContentLoaded', function () { ready = true; tell(what, text, over); });
      return;
    }
    element('redeem').hidden = false;
    element('redeem-text').textContent = text || element('redeem').getAttribute('data-' + what);
    element('redeem-text').className = what === 'failed' ? 'failed' : '';
    element('redeem-over').hidden = !over;
    element('redeem-over').onclick = function () { redeem(true); };
    if (what === 'failed' && !over) {
      root.className = root.className.replace(' redeeming', ' refused');
      element('scan').hidden = false;
    }
  }

  // Writes a typed code in groups of four, unless the caret is inside it.
  function group() {
    var field = /** @type {HTMLInputElement} */ (document.getElementById('code'));
    field.addEventListener('input', function (event) {
      if (/** @type {InputEvent} */ (event).isComposing || field.selectionStart !== field.value.length) return;
      field.value = field.value.toUpperCase().replace(/[^A-Z0-9]/g, '').replace(/(.{4})(?=.)/g, '$1 ').slice(0, 19);
    });
  }

  root.className += /(^|; )big=1/.test(document.cookie) && !/big/.test(root.className) ? ' js big' : ' js';
  takeToken();
  window.addEventListener('hashchange', takeToken);
  document.addEventListener('DOMContentLoaded', group);
  // Where the module cannot run, a waiting page fetches the next stage itself.
  setInterval(function () {
    var stage = document.getElementById('stage');
    if (stage && stage.hasAttribute('data-wait') && !/live|redeeming|refused/.test(root.className)) location.reload();
  }, 20000);
})();
