// The one script of an output's page. It needs nothing of the page but to be in
// it: a shell that lies in a folder of the station loads it the same way.

import { el } from './dom.js';
import { dressed } from './dress.js';
import { fitWindow } from './fit.js';
import { offer, played, taken, waits } from './host.js';
import { Output } from './output.js';

/** What the script tag or the address say. @param {HTMLScriptElement | null} tag @param {Location} at */
function asked(tag, at) {
  const query = new URLSearchParams(at.search);
  const said = tag ? tag.dataset : {};
  const out = said.out || query.get('out') || (/\/gfx\/([a-z0-9-]+)$/.exec(at.pathname) || [])[1] || '';
  const color = query.get('key') || '';
  return {
    out, token: said.tok || at.hash.slice(1) || query.get('k') || query.get('tok') || '',
    kind: said.kind || '', scene: said.scene || '',
    held: waits(said.host, query.get('host'), window),
    pass: query.get('pass') === 'fill' || query.get('pass') === 'key' ? String(query.get('pass')) : '',
    safe: query.get('safe') === '1',
    key: /^[0-9a-fA-F]{6}$/.test(color) ? '#' + color : '',
  };
}

/** Who shows the page. It is said to the server and changes nothing. @param {any} at */
function hostOf(at) {
  if (at.casparcg || at.caspar) return 'caspar';
  if (at.obsstudio) return 'obs';
  if (at.self === at.top) return 'browser';
  return /\/desk\/director/.test(document.referrer) ? 'desk' : /\/renderer/.test(document.referrer) ? 'spx' : 'browser';
}

function start() {
  const tag = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  const address = tag && tag.src ? tag.src : location.href;
  const base = new URL(address).origin;
  const folder = address.slice(0, address.lastIndexOf('/') + 1);
  const build = (/\/s\/([0-9a-f]+)\//.exec(address) || [])[1] || '';
  const found = document.getElementById('gfx');
  const root = found || el('main', '');
  root.id = 'gfx';
  if (!found) document.body.append(root);
  const wish = asked(tag, location);
  if (wish.pass === 'fill' || wish.pass === 'key') document.documentElement.style.backgroundColor = '#000';
  const output = new Output({
    root, base, fonts: new URL('../fonts/', address).href, build, host: wish.kind || hostOf(window), ...wish, held: wish.held && !played(window),
  });
  output.stage.only = wish.scene;
  output.stage.page = document.documentElement;
  fitWindow(root);
  addEventListener('resize', () => fitWindow(root));
  addEventListener('hashchange', () => location.reload());
  offer(window, output, build);
  dressed(document.head, folder).then(() => output.connect());
}

// A shell asks until it is answered, and may be answered twice.
if (!taken(window)) start();
