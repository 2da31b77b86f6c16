// Prints the picture of an output as the server gives it, and says so back.

import { createLive } from '../shared/live.js';

const out = location.pathname.split('/').pop() || '';
const page = document.getElementById('frame');

/** @param {any} frame */
function show(frame) {
  if (page) page.textContent = JSON.stringify(frame, null, 1);
}

createLive({
  url: location.origin.replace(/^http/, 'ws') + '/gfx/live',
  hello: JSON.stringify({ out, token: location.hash.slice(1), host: 'browser', build: 'print' }),
  least: 500,
  most: 3000,
  onMessage: (message) => { if (message.output) show(message); },
  onChange: () => {},
}).start();
