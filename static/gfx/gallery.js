// The contact sheet: every scene in every theme on every ground, with made-up
// data that never changes. It knows nothing of the evening, so anyone may see it.
// ?theme=, ?ground= and ?scene= leave only those; ?one=1 shows a picture at its size.

import { el } from './dom.js';
import { createFonts } from './fonts.js';
import { textIn } from './frame.js';
import { markWords } from './over.js';
import { frameWith, sampleNow, samples } from './samples.js';
import { Stage } from './stage.js';
import { lettersOf } from './words.js';

const themes = ['blue', 'dark', 'contrast'];
const grounds = ['transparent', 'full', '#00b140'];

/** @param {HTMLElement} root @param {string} name @param {string} theme @param {string} ground @param {URLSearchParams} query */
function draw(root, name, theme, ground, query) {
  const stage = new Stage(root, {
    now: () => sampleNow, qr: codeOf, health: () => ({ fps: 50, seq: 4711 }), pass: query.get('pass') || '', safe: query.get('safe') === '1', key: '', changed: () => {},
  });
  stage.show(frameWith(name.split('+'), { theme, ground, lang: query.get('lang') || 'zh-CN', mark: query.get('mark') === '1' }), true);
}

/** A code that leads nowhere. @returns {HTMLElement} */
function codeOf() {
  const image = new Image();
  image.src = '/screen/qr.svg';
  image.alt = '';
  image.className = 'qr';
  return image;
}

/** @param {URLSearchParams} query @param {string} name @param {string[]} all */
function chosen(query, name, all) {
  const value = query.get(name);
  return value === null ? all : [value];
}

/** @param {HTMLElement} sheet */
async function start(sheet) {
  const query = new URLSearchParams(location.search);
  document.documentElement.lang = query.get('lang') || 'zh-CN';
  const names = chosen(query, 'scene', Object.keys(samples));
  await createFonts(new URL('../fonts/', import.meta.url).href)([textIn(samples), lettersOf(document.documentElement.lang), markWords]);
  if (query.get('one') === '1') {
    document.body.replaceChildren(sheet);
    document.body.style.padding = '0';
    if (self !== top) for (const ground of [document.documentElement, document.body]) ground.style.background = 'transparent'; // a monitor shows it over its own
    draw(sheet, names[0] || 'strap', chosen(query, 'theme', themes)[0] || 'blue', chosen(query, 'ground', grounds)[0] || 'full', query);
    return;
  }
  const nav = el('nav', 'sheet-nav', ...themes.flatMap((theme) => grounds.map((ground) => {
    const link = el('a', '', `${theme} · ${ground}`);
    link.setAttribute('href', `?theme=${theme}&ground=${encodeURIComponent(ground)}`);
    return link;
  })));
  const desk = el('a', '', '导播台 · desk');
  desk.setAttribute('href', '/dev/gallery/desk');
  nav.append(desk);
  const pictures = el('div', 'sheet-pictures');
  sheet.replaceChildren(nav, pictures);
  for (const theme of chosen(query, 'theme', themes)) for (const ground of chosen(query, 'ground', grounds)) for (const name of names) {
    const root = el('div', '');
    pictures.append(el('figure', 'sheet-picture', el('div', 'sheet-frame', root), el('figcaption', '', `${name} · ${theme} · ${ground}`)));
    draw(root, name, theme, ground, query);
  }
}

const sheet = document.getElementById('sheet');
if (sheet) start(sheet);
