/** How long an answer may take before the request counts as lost. */
const PATIENCE = 10000;

/**
 * One request to the server. It never fails: a network that gives nothing in
 * time is an answer too, with status 0.
 * @param {string} path @param {object} [body] is posted; without one it is a GET
 * @returns {Promise<Phone.Answer>}
 */
export function ask(path, body) {
  const sent = Date.now();
  /** @type {RequestInit} */
  const init = { credentials: 'same-origin', cache: 'no-store', headers: { Accept: 'application/json' } };
  if (body) {
    init.method = 'POST';
    init.headers = { Accept: 'application/json', 'Content-Type': 'application/json' };
    init.body = JSON.stringify(body);
  }
  const answer = fetch(path, init).then(response => response.json().catch(() => null).then(data => ({
    status: response.status === 200 && data === null ? 0 : response.status,
    data, sent, received: Date.now(), wait: 1000 * Math.min(30, Number(response.headers.get('Retry-After')) || 0),
  })));
  return inTime(answer).catch(() => ({ status: 0, data: null, sent, received: Date.now(), wait: 0 }));
}

/**
 * The stage as the page would show it now, for when no socket brings it.
 * @returns {Promise<Phone.Frame | null>}
 */
export function askFrame() {
  const page = fetch('/v', { credentials: 'same-origin', cache: 'no-cache', headers: { Accept: 'text/html' } }).then(r => r.text());
  return inTime(page).then(text => {
    const element = new DOMParser().parseFromString(text, 'text/html').getElementById('frame');
    return element ? JSON.parse(element.textContent || 'null') : null;
  }).catch(() => null);
}

/**
 * @template T
 * @param {Promise<T>} promise
 * @returns {Promise<T>}
 */
function inTime(promise) {
  return Promise.race([promise, new Promise((_, reject) => { setTimeout(() => reject(new Error('no answer')), PATIENCE); })]);
}
