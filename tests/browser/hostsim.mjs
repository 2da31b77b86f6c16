// The graphics hosts of a station, as far as a page can tell them apart: what each
// loads, in which order it calls, how it quotes, and what it puts on the page. After
// the sources of CasparCG 2.3 to 2.5, of SPX 1.4, of OBS, and the rules of OGraf.
import { createServer } from 'node:http';
import { inflateRawSync } from 'node:zlib';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { password } from './harness.mjs';

/** @typedef {import('./cdp.mjs').Chromium} Chromium */
/** @typedef {import('./cdp.mjs').Tab} Tab */
/** @typedef {Awaited<ReturnType<typeof openStation>>} Station */
/**
 * @typedef {object} Host
 * @property {Tab} tab
 * @property {() => Promise<any>} state of the output, as its page says it
 * @property {() => Promise<boolean>} moves whether anything is on its way
 * @property {() => Promise<any>} rests is kept when nothing moves any more, the numbers neither
 * @property {() => Promise<string>} text of what stands
 * @property {() => Promise<number>} broad how broad the letters of a name are, of their height
 * @property {() => Promise<number>} slim how broad an i of our own font is
 * @property {boolean} held it plays when the host says so, and not by itself
 * @property {(data: object) => Promise<any>} update
 * @property {() => Promise<any>} play
 * @property {() => Promise<any>} next
 * @property {() => Promise<any>} stop
 * @property {() => Promise<any>} reload of the page, on air
 * @property {(scene: string) => Promise<any>} again loads the page anew for another scene
 */

export const modes = ['caspar23', 'caspar24', 'caspar25', 'spx', 'ograf-strict', 'ograf-shadow', 'obs-hide-show', 'obs-destroy', 'vmix'];

/** What an organizer's browser sends along, of a real server. @param {string} server */
export async function logIn(server) {
  const login = await fetch(server + '/desk/login', {
    method: 'POST', redirect: 'manual', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ name: 'organizer', password }).toString(),
  });
  return (login.headers.getSetCookie()[0] || '').split(';')[0] || '';
}

/** The files that an organizer takes away, of one output of a real server. @param {string} server */
export async function filesOf(server) {
  const cookie = await logIn(server);
  const take = async (/** @type {string} */ name) => {
    const answer = await fetch(`${server}/gfx/pgm/${name}`, { headers: { cookie } });
    if (answer.status !== 200) throw new Error(`${name}: status ${answer.status}`);
    return Buffer.from(await answer.arrayBuffer());
  };
  const [shell, spx, ograf] = [await take('shell.html'), await take('spx.html'), await take('ograf.zip')];
  const token = /"tok":"([a-z2-7]{26})"/.exec(shell.toString())?.[1] || '';
  const base = /"base":"([^"]+)"/.exec(shell.toString())?.[1] || '';
  return { shell: shell.toString(), spx: spx.toString(), ograf: unzip(ograf), token, base };
}

/** The files of an archive by name. @param {Buffer} zip */
export function unzip(zip) {
  /** @type {Map<string, string>} */ const files = new Map();
  let at = zip.readUInt32LE(zip.length - 6);
  while (zip.readUInt32LE(at) === 0x02014b50) {
    const [packed, name, extra, note, head] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32), zip.readUInt32LE(at + 42)];
    const body = head + 30 + zip.readUInt16LE(head + 26) + zip.readUInt16LE(head + 28);
    files.set(zip.toString('utf8', at + 46, at + 46 + name), inflateRawSync(zip.subarray(body, body + packed)).toString());
    at += 46 + name + extra + note;
  }
  return files;
}

/** The text that CasparCG up to 2.5 evaluates for CG UPDATE. @param {string} data */
export const casparCall = data => `update("${data.replace(/^[ "]+|[ "]+$/g, '').replaceAll('"', '\\"')}")`;

/**
 * The machines of a station: a folder with files, and a host's own web server.
 * @param {Awaited<ReturnType<typeof filesOf>>} files @param {string} base where the control room is to be reached
 */
export async function openStation(files, base) {
  const folder = mkdtempSync(join(tmpdir(), 'pingyi-station-'));
  const moved = (/** @type {string} */ text) => text.replaceAll(files.base, base);
  writeFileSync(join(folder, 'pingyi-shell.html'), moved(files.shell));
  const page = '<!doctype html><meta charset="utf-8"><style>html,body,iframe{margin:0;border:0;width:1920px;height:1080px;overflow:hidden;background:transparent}</style>';
  const web = createServer((request, response) => {
    const path = (request.url || '').split('?')[0] || '';
    const graphic = [...files.ograf].find(([name]) => path === '/' + name);
    const body = path === '/renderer/' ? page + '<iframe id="layer" allowtransparency="true"></iframe>' : path === '/empty' ? page : path === '/template.html' ? moved(files.spx) : graphic && moved(graphic[1]);
    response.writeHead(body ? 200 : 404, { 'content-type': path.endsWith('.mjs') ? 'text/javascript' : 'text/html; charset=utf-8' });
    response.end(body);
  });
  await new Promise(resolve => { web.listen(0, '127.0.0.1', () => resolve(null)); });
  const { port } = /** @type {import('node:net').AddressInfo} */ (web.address());
  return {
    shell: pathToFileURL(join(folder, 'pingyi-shell.html')).href,
    host: `http://127.0.0.1:${port}`,
    output: `${base}/gfx/pgm#${files.token}`,
    close() {
      rmSync(folder, { recursive: true, force: true });
      web.closeAllConnections();
      return new Promise(resolve => web.close(resolve));
    },
  };
}

/** Old engines do not tell what moves: there nothing is said to. @param {string} root */
const movesIn = root => `(${root}.getAnimations ? ${root}.getAnimations() : []).some(movement => movement.playState === 'running' && movement.effect.getComputedTiming().endTime < 2000)`;

/** For six pictures nothing is written in it and nothing is on its way. @param {string} root @param {string} within what the page has written */
const restsIn = (root, within) => `new Promise(resolve => {
  let since = performance.now();
  const written = new MutationObserver(() => { since = performance.now(); });
  written.observe(${within}, { subtree: true, childList: true, characterData: true, attributes: true });
  const look = () => {
    if (${movesIn(root)}) since = performance.now();
    if (performance.now() - since < 120) return setTimeout(look, 20);
    written.disconnect();
    return resolve(null);
  };
  look();
})`;

/** @param {string} root */
const textIn = root => `[...${root}.querySelectorAll('.scene:not(.going):not(.coming)')].map(scene => scene.textContent).join(' ')`;

/** @param {string} root */
const broadIn = root => `(name => { const range = name.ownerDocument.createRange(); range.selectNodeContents(name);
  return range.getBoundingClientRect().width / name.textContent.length / parseFloat(getComputedStyle(name).fontSize); })(${root}.querySelector('.head-name'))`;

/** How broad an i of our own font is, of its height: in the machine's letters of one width it is half of it or more. @param {string} root */
const slimIn = root => `(page => { const line = page.createElement('span'); line.style.cssText = 'position: absolute; font: 500 100px "Pingyi Sans", monospace'; line.textContent = 'iiiiiiiiii';
  page.body.append(line); const { width } = line.getBoundingClientRect(); line.remove(); return width / 1000; })(${root})`;

const nothing = async () => null;

/** Before its own scripts CasparCG gives a page these names; 2.3 also ticks its movements by itself. @param {string} mode */
function casparScript(mode) {
  const ticked = `
    const due = []; let number = 0;
    window.requestAnimationFrame = step => { due.push([++number, step]); return number; };
    window.cancelAnimationFrame = which => { const i = due.findIndex(([n]) => n === which); if (i >= 0) due.splice(i, 1); };
    setInterval(() => { for (const [, step] of due.splice(0)) step(performance.now()); }, 20);`;
  return `window.caspar = { log() {} }; window.remove = () => { window.removed = true; };
    ${mode === 'caspar23' ? ticked : 'window.casparcg = { log() {} };'}`;
}

/** @param {string} mode @param {Chromium} chromium @param {Station} station @param {string} scene @returns {Promise<Host>} */
export function open(mode, chromium, station, scene) {
  if (mode.startsWith('caspar')) return openCaspar(mode, chromium, station);
  if (mode === 'spx') return openSPX(chromium, station, scene);
  if (mode.startsWith('ograf')) return openOGraf(mode === 'ograf-shadow', chromium, station, scene);
  if (mode === 'vmix') return openByItself(chromium, station.output, '', false);
  return openByItself(chromium, station.shell, sight, mode === 'obs-destroy');
}

/** @param {string} mode @param {Chromium} chromium @param {Station} station @returns {Promise<Host>} */
async function openCaspar(mode, chromium, station) {
  const tab = await chromium.open(casparScript(mode));
  await tab.goto(station.shell);
  await tab.run(casparCall('')); // CG ADD always updates, with nothing if there is nothing
  return {
    tab, held: true,
    state: () => tab.run('PingyiGfx.state()'),
    moves: () => tab.run(movesIn('document')),
    rests: () => tab.run(restsIn('document', 'document.body')),
    text: () => tab.run(textIn('document')),
    broad: () => tab.run(broadIn('document')),
    slim: () => tab.run(slimIn('document')),
    update: data => tab.run(casparCall(JSON.stringify(data))),
    play: () => tab.run('play()'),
    next: () => tab.run('next()'),
    stop: () => tab.run('stop()'),
    reload: () => tab.reload(),
    again: nothing,
  };
}

/** @param {Chromium} chromium @param {Station} station @param {string} scene @returns {Promise<Host>} */
async function openSPX(chromium, station, scene) {
  const tab = await chromium.open();
  const inside = 'document.getElementById("layer").contentWindow';
  let data = '';
  // Play is to load the frame anew, and then to call.
  const load = () => tab.run(`new Promise(resolve => { const frame = document.getElementById('layer');
    frame.onload = () => resolve(null); frame.src = '/template.html?random=' + Math.random(); }).then(() => { ${inside}.update(${data}); })`);
  const again = async (/** @type {string} */ another) => {
    data = JSON.stringify(JSON.stringify({ f0: another, note: '' }));
    await tab.goto(station.host + '/renderer/');
    await load();
  };
  await again(scene);
  return {
    tab, held: true, again,
    state: () => tab.run(`${inside}.PingyiGfx.state()`),
    moves: () => tab.run(movesIn(`${inside}.document`)),
    rests: () => tab.run(restsIn(`${inside}.document`, `${inside}.document.body`)),
    text: () => tab.run(textIn(`${inside}.document`)),
    broad: () => tab.run(broadIn(`${inside}.document`)),
    slim: () => tab.run(slimIn(`${inside}.document`)),
    update: () => tab.run(`${inside}.update(${data})`),
    play: () => tab.run(`${inside}.play()`),
    next: () => tab.run(`${inside}.next()`),
    stop: () => tab.run(`${inside}.stop()`),
    reload: async () => { await load(); await tab.run(`${inside}.play()`); },
  };
}

/** @param {boolean} shadow also with the manners of SPX and the developer tool: nothing more than must be is passed @param {Chromium} chromium @param {Station} station @param {string} scene @returns {Promise<Host>} */
async function openOGraf(shadow, chromium, station, scene) {
  const tab = await chromium.open();
  const again = async (/** @type {string} */ another) => {
    scene = another;
    const id = `pingyi-pgm-${scene}`;
    await tab.goto(station.host + '/empty');
    await tab.run(`(async () => {
      const { default: Graphic } = await import('/pingyi-pgm/${id}.mjs');
      customElements.define(${JSON.stringify(shadow ? `${id}-v-1` : id)}, Graphic);
      const place = document.createElement('div');
      document.body.append(place);
      window.add = () => {
        window.graphic = document.createElement(${JSON.stringify(shadow ? `${id}-v-1` : id)});
        window.inside = ${shadow ? 'window.inside || place.attachShadow({ mode: "closed" })' : 'place'};
        window.inside.append(window.graphic);
        return window.graphic.load(${shadow ? '{ renderType: "realtime" }' : `{ data: { scene: ${JSON.stringify(scene)} }, renderType: 'realtime', renderCharacteristics: { resolution: { width: 1920, height: 1080 }, frameRate: 50 } }`});
      };
      return (await window.add()).statusCode;
    })()`);
  };
  await again(scene);
  return {
    tab, held: true, again,
    moves: () => tab.run(movesIn('graphic.shadowRoot')),
    rests: () => tab.run(restsIn('graphic.shadowRoot', 'graphic.shadowRoot')),
    text: () => tab.run(textIn('graphic.shadowRoot')),
    broad: () => tab.run(broadIn('graphic.shadowRoot')),
    slim: () => tab.run(slimIn('document')),
    state: () => tab.run('graphic.drawing ? graphic.drawing.state() : { waiting: true }'),
    update: data => tab.run(`graphic.updateAction(${JSON.stringify({ data })})`),
    play: () => tab.run(`graphic.playAction(${shadow ? '' : '{}'})`),
    next: () => tab.run(`graphic.playAction(${shadow ? '' : '{ delta: 1 }'})`),
    stop: () => tab.run('graphic.stopAction({})'),
    reload: async () => { await again(scene); await tab.run('graphic.playAction({ skipAnimation: true })'); },
  };
}

// A browser source that is not to be seen is told so, and gets no pictures to draw.
const sight = `window.obsstudio = { pluginVersion: '2.26.8' };
  let away = false; const real = window.requestAnimationFrame.bind(window); let held = [];
  window.requestAnimationFrame = step => (away ? held.push(step) : real(step));
  Object.defineProperty(document, 'hidden', { get: () => away });
  Object.defineProperty(document, 'visibilityState', { get: () => (away ? 'hidden' : 'visible') });
  window.sight = seen => { away = !seen; if (seen) for (const step of held.splice(0)) real(step);
    document.dispatchEvent(new Event('visibilitychange')); window.dispatchEvent(new CustomEvent('obsSourceVisibleChanged', { detail: { visible: seen } })); };`;

/** Whoever calls nothing: the page plays as soon as it has a picture. @param {Chromium} chromium @param {string} address @param {string} script @param {boolean} destroys the page when it is not to be seen @returns {Promise<Host>} */
async function openByItself(chromium, address, script, destroys) {
  let tab = await chromium.open(script);
  await tab.goto(address);
  return {
    get tab() { return tab; },
    held: false,
    state: () => tab.run('PingyiGfx.state()'),
    moves: () => tab.run(movesIn('document')),
    rests: () => tab.run(restsIn('document', 'document.body')),
    text: () => tab.run(textIn('document')),
    broad: () => tab.run(broadIn('document')),
    slim: () => tab.run(slimIn('document')),
    update: nothing, play: nothing, next: nothing, stop: nothing, again: nothing,
    async reload() {
      if (!destroys) return tab.reload();
      await tab.close();
      tab = await chromium.open(script);
      return tab.goto(address);
    },
  };
}
