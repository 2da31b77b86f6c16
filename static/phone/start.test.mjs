import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import vm from 'node:vm';

const source = readFileSync(new URL('start.js', import.meta.url), 'utf8');

/** Runs the script in a browser of cardboard. @param {{hash?: string, cookie?: string, kept?: object}} [given] */
function open({ hash = '', cookie = '', kept = {} } = {}) {
  /** @type {string[]} */ const steps = [];
  /** @type {any[]} */ const requests = [];
  /** @type {any[]} */ const timers = [];
  /** @type {{[key: string]: any}} */ const elements = {};
  /** @type {{[key: string]: string}} */ const storage = { ...kept };
  const location = { hash, reload: () => steps.push('reload'), replace: (/** @type {string} */ to) => steps.push('go ' + to) };
  const document = {
    readyState: 'complete', cookie, documentElement: { className: '' }, addEventListener: () => {},
    getElementById: (/** @type {string} */ id) => elements[id] = elements[id] || { hidden: true, textContent: '', className: '', getAttribute: (/** @type {string} */ a) => '[' + a + ']', hasAttribute: () => true },
  };
  class XMLHttpRequest {
    open(/** @type {string} */ method, /** @type {string} */ path) { steps.push(method + ' ' + path + ' with address ' + (location.hash || 'clean')); }
    setRequestHeader() {}
    send(/** @type {string} */ body) { this.body = body; requests.push(this); }
    /** @param {number} status @param {object} reply */
    reply(status, reply) { Object.assign(this, { status, responseText: JSON.stringify(reply) }); /** @type {any} */ (this).onloadend(); }
  }
  vm.runInNewContext(source, {
    document, location, XMLHttpRequest, Math, JSON,
    window: { addEventListener: () => {} },
    history: { replaceState: (/** @type {any} */ _s, /** @type {any} */ _t, /** @type {string} */ to) => { location.hash = ''; steps.push('address ' + to); } },
    localStorage: { getItem: (/** @type {string} */ k) => storage[k] || null, setItem: (/** @type {string} */ k, /** @type {string} */ v) => { storage[k] = v; }, removeItem: (/** @type {string} */ k) => { delete storage[k]; } },
    setTimeout: (/** @type {any} */ run) => timers.push(run), setInterval: (/** @type {any} */ run) => timers.push(run),
  });
  return { steps, requests, timers, elements, storage, root: document.documentElement };
}

test('the token leaves the address before anything is sent', () => {
  const { steps, requests } = open({ hash: '#ABCDEFGHIJKLMNOP' });
  assert.deepEqual(steps, ['address /v', 'POST /v/redeem with address clean']);
  assert.deepEqual(JSON.parse(requests[0].body), { token: 'ABCDEFGHIJKLMNOP', take_over: false });
});

test('without a token nothing is sent', () => {
  assert.deepEqual(open().steps, []);
});

test('a redeemed card leads to the ballot', () => {
  const { steps, requests, storage } = open({ hash: '#A', kept: { card: '0231', outbox: '[1]' } });
  requests[0].reply(200, { card: { number: '0231' } });
  assert.equal(steps.pop(), 'go /v');
  assert.deepEqual(storage, { card: '0231', outbox: '[1]' });
});

test('another card finds no ballots of the one before', () => {
  const { requests, storage } = open({ hash: '#A', kept: { card: '0007', outbox: '[1]' } });
  requests[0].reply(200, { card: { number: '0231' } });
  assert.deepEqual(storage, { card: '0231' });
});

test('a network that fails is tried again with the token from memory', () => {
  const { requests, timers, elements, root } = open({ hash: '#A' });
  requests[0].reply(0, {});
  assert.equal(elements['redeem-text'].textContent, '[data-net]');
  assert.match(root.className, /redeeming/);
  timers[1]();
  assert.deepEqual(JSON.parse(requests[1].body), { token: 'A', take_over: false });
});

test('a card in use elsewhere is asked about, then taken over', () => {
  const { requests, elements } = open({ hash: '#A' });
  requests[0].reply(409, { code: 'card-elsewhere', message: 'elsewhere' });
  assert.deepEqual([elements['redeem-text'].textContent, elements['redeem-over'].hidden], ['elsewhere', false]);
  elements['redeem-over'].onclick();
  assert.deepEqual(JSON.parse(requests[1].body), { token: 'A', take_over: true });
});

test('an unknown card leads to the form', () => {
  const { requests, elements, root, timers } = open({ hash: '#A' });
  requests[0].reply(404, { code: 'card-unknown', message: 'unknown' });
  assert.deepEqual([elements['redeem-text'].textContent, elements.scan.hidden, /redeeming/.test(root.className)], ['unknown', false, false]);
  assert.equal(timers.length, 1, 'no further attempt');
});

test('large type is remembered', () => {
  assert.match(open({ cookie: 'lang=en; big=1' }).root.className, /\bbig\b/);
  assert.doesNotMatch(open({ cookie: 'big=0' }).root.className, /\bbig\b/);
});

test('where the module does not run a waiting page fetches itself', () => {
  const { timers, steps, root } = open();
  timers[0]();
  assert.deepEqual(steps, ['reload']);
  root.className += ' live';
  timers[0]();
  assert.deepEqual(steps, ['reload']);
});
