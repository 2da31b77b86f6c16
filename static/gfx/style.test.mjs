// What a style sheet of the pictures must not say, and what the colours of a theme must be.
import test from 'node:test';
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('.', import.meta.url);
const names = readdirSync(folder);
/** @param {string} name */
const read = name => readFileSync(new URL(name, folder), 'utf8');
const sheets = names.filter(name => name.endsWith('.css') && name !== 'gallery.css');
const scripts = names.filter(name => name.endsWith('.js') && !name.startsWith('gallery') && name !== 'samples.js');
const themes = sheets.filter(name => name.startsWith('theme-'));

/** @param {string} theme @returns {{[token: string]: string}} */
const tokensOf = theme => Object.fromEntries([...read(theme).matchAll(/--([a-z0-9-]+):\s*([^;]+);/g)].map(found => [found[1], found[2].trim()]));

/** @param {string} color @returns {number[]} */
function channels(color) {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color);
  if (hex) return hex.slice(1).map(two => parseInt(two, 16));
  const rgb = /^rgba?\((\d+), (\d+), (\d+)/.exec(color);
  assert.ok(rgb, `${color} is written as #rrggbb or rgb()`);
  return rgb.slice(1, 4).map(Number);
}

/** @param {string} a @param {string} b */
function contrast(a, b) {
  const [one, two] = [a, b].map(color => channels(color).map(c => c / 255).map(c => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0)).sort((x, y) => y - x);
  return (one + 0.05) / (two + 0.05);
}

test('nothing is blurred, shadowed, seen through or moved by its place, and no page lies in the page', () => {
  for (const name of sheets) {
    const text = read(name).replace(/\/\*[\s\S]*?\*\//g, '');
    for (const banned of [/backdrop-filter/, /\bfilter\s*:/, /box-shadow/, /text-shadow/, /mix-blend/, /\btransition\b/, /@keyframes/, /\banimation\b/, /@import/, /url\(/,
      /:has\(/, /@container/, /color-mix/, /\btranslate:/, /&/]) assert.doesNotMatch(text, banned, name);
  }
  for (const name of scripts) {
    const text = read(name).replace(/^\s*(\/\/|\/?\*).*$/gm, '');
    for (const banned of [/iframe/, /location\s*=|location\.(href|assign|replace)\s*[=(]/, /boxShadow|backdropFilter|\.filter\s*=/, /localStorage|document\.cookie/, /innerHTML/,
      /\b(left|top|width|height): ?\[/]) assert.doesNotMatch(text, banned, name);
  }
});

test('only transform and opacity are animated, and every movement says when it has ended', () => {
  assert.deepEqual(scripts.filter(name => /\.animate\(/.test(read(name))), ['motions.js']);
  for (const name of scripts) {
    for (const [, frames] of read(name).matchAll(/(?:\bmove\(\w+, |: )\[(\{[^\]]*)\]/g)) {
      for (const [, property] of frames.matchAll(/(\w+):/g)) assert.match(property, /^(transform|opacity)$/, name);
    }
  }
});

test('no type is smaller than 40 pixels', () => {
  for (const name of sheets) {
    for (const [, size] of read(name).matchAll(/font(?:-size)?:[^;{}]*?(\d+)px/g)) assert.ok(Number(size) >= 40, `${name}: ${size}px`);
  }
});

test('no line is thinner than three pixels', () => {
  for (const name of sheets) for (const [, width] of read(name).matchAll(/border(?:-\w+)?:\s*(\d+)px/g)) assert.ok(width === '0' || Number(width) >= 3, `${name}: ${width}px`);
});

test('every theme says every token that is used', () => {
  const used = new Set(sheets.flatMap(name => [...read(name).matchAll(/var\(--([a-z0-9-]+)/g)].map(found => found[1])));
  const own = ['above', 'below', 'beside', 'tone', 'key', 'lift', 'ticker', 'room', 'half', 'rows', 'group', 'badge', 'shift', 'drop']; // what a page says of its places
  for (const name of own) used.delete(name);
  for (const theme of themes) {
    assert.deepEqual([...used].filter(token => !(token in tokensOf(theme))), [], theme);
    assert.deepEqual(own.filter(name => name in tokensOf(theme)), [], `${theme}: a place that is called as a colour takes it away`);
  }
  assert.deepEqual(themes, ['theme-blue.css', 'theme-contrast.css', 'theme-dark.css']);
});

test('a theme is colours and nothing else, so that every text stands in the same place in each', () => {
  for (const theme of themes) {
    const bare = read(theme).replace(/\/\*[^]*?\*\//g, '').replace(/--[a-z0-9-]+:\s*[^;]+;/g, '');
    assert.match(bare, /^\s*\[data-theme="[a-z]+"\]\s*\{\s*\}\s*$/, theme);
  }
});

test('every colour of a theme lies between 16 and 235, and none is the green of a key', () => {
  for (const theme of themes) for (const [token, color] of Object.entries(tokensOf(theme))) {
    if (color === 'transparent') continue;
    const [r, g, b] = channels(color);
    for (const channel of [r, g, b]) assert.ok(channel >= 16 && channel <= 235, `${theme} --${token}: ${color}`);
    assert.ok(g <= Math.max(r, b) + 12, `${theme} --${token}: ${color} is green`);
    const [most, least] = [Math.max(r, g, b), Math.min(r, g, b)];
    assert.ok(!(most - least > 190 && (least === g || g < 60)), `${theme} --${token}: ${color} is a pure red or blue`);
  }
});

test('type stands out from its ground', () => {
  for (const theme of themes) {
    const t = tokensOf(theme);
    for (const ground of [t['plate-hi'], t.plate, t['plate-lo'], t.row, t['ground-a'], t['ground-b'], t['ground-c']]) {
      assert.ok(contrast(t.ink, ground) >= 7, `${theme}: ink on ${ground} ${contrast(t.ink, ground)}`);
      for (const token of ['soft', 'gold', 'warn']) assert.ok(contrast(t[token], ground) >= 4.5, `${theme}: ${token} on ${ground} ${contrast(t[token], ground)}`);
    }
    assert.ok(contrast(t['accent-ink'], t.accent) >= 4.5, theme + ': on the accent');
    assert.ok(contrast(t.accent, t.seam) >= 3, `${theme}: the accent beside its seam ${contrast(t.accent, t.seam)}`);
    assert.ok(contrast(t['second-ink'], t.second) >= 7, theme + ': on the second plate');
    assert.ok(contrast('#10161c', t.calm) >= 4.5, theme + ': on the calm ground');
    assert.ok(contrast(t.soft, t.trough) >= 4.5, theme + ': on a trough');
  }
});

test('what is drawn in the colour of the station stands out from every ground that it lies on', () => {
  for (const theme of themes) {
    const t = tokensOf(theme);
    for (const ground of ['plate-hi', 'plate', 'plate-lo', 'row', 'ground-a', 'ground-b', 'ground-c']) {
      for (const token of ['spark', 'edge', 'tone-0', 'tone-4']) assert.ok(contrast(t[token], t[ground]) >= 3, `${theme}: ${token} on ${ground} ${contrast(t[token], t[ground])}`);
    }
  }
});

// A field of it keeps white figures at 4.5 to 1, and so cannot stand out from navy by itself: a dark seam parts the two.
test('a field in the accent has a seam beside it', () => {
  const fields = sheets.flatMap(name => [...read(name).matchAll(/^([^{}@]*)\{([^}]*background: var\(--accent\)[^}]*)\}/gm)].map(found => [found[1]?.trim(), found[2]]));
  assert.ok(fields.length >= 6);
  for (const [rule, body] of fields) assert.ok(/var\(--seam\)/.test(body || '') || rule === '.pledge-label', `${rule} lies on the plate without a seam`); // the label lies beside the sheet
});

test('a grade stands out from the trough of its bar', () => {
  for (const theme of themes) {
    const t = tokensOf(theme);
    for (const tone of ['tone-0', 'tone-1', 'tone-2', 'tone-3', 'tone-4', 'tone-none', 'lead', 'calm']) {
      assert.ok(contrast(t[tone], t.trough) >= 3, `${theme}: ${tone} on the trough ${contrast(t[tone], t.trough)}`);
    }
  }
});
