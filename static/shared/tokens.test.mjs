import test from 'node:test';
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';

/** @param {string} name below static/ */
const read = name => readFileSync(new URL('../' + name, import.meta.url), 'utf8');

/** @typedef {{ [name: string]: string }} Colours */

/** The colours of a ground, by name. @param {string} selector @returns {Colours} */
function ground(selector) {
  const rule = read('shared/tokens.css').split(selector + ' {')[1].split('}')[0];
  return Object.fromEntries([...rule.matchAll(/--([\w-]+): (#[0-9a-f]{3,6});/g)].map(([, name, colour]) => [name, colour.replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3')]));
}

/** @param {string} hex @returns {number[]} linear red, green, blue */
const linear = hex => [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16) / 255).map(c => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));

/** @param {number[]} rgb */
const luminance = ([r, g, b]) => 0.2126 * r + 0.7152 * g + 0.0722 * b;

/** As WCAG has it. @param {string} a @param {string} b */
function contrast(a, b) {
  const [light, dark] = [luminance(linear(a)), luminance(linear(b))].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

/** @param {string} hex @returns {number} degrees */
function hue(hex) {
  const [r, g, b] = [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16));
  return (Math.atan2(Math.sqrt(3) * (g - b), 2 * r - g - b) * 180 / Math.PI + 360) % 360;
}

// What is left of a colour for people without red, green or blue cones (Machado and others, 2009).
const eyes = {
  all: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protan: [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]],
  deutan: [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]],
  tritan: [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]],
};

/** Distance in CIE Lab. @param {string} a @param {string} b @param {number[][]} eye */
function distance(a, b, eye) {
  const [one, two] = [a, b].map(hex => {
    const rgb = linear(hex);
    const [r, g, bl] = eye.map(row => Math.min(1, Math.max(0, row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2])));
    const f = (/** @type {number} */ t) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
    const [x, y, z] = [f((0.4124 * r + 0.3576 * g + 0.1805 * bl) / 0.9505), f(luminance([r, g, bl])), f((0.0193 * r + 0.1192 * g + 0.9505 * bl) / 1.089)];
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
  });
  return Math.hypot(...one.map((v, i) => v - two[i]));
}

const grounds = { light: ground(':root') };
const tones = ['tone-0', 'tone-1', 'tone-2', 'tone-3', 'tone-4'];

test('white text can be read on every grade of the light ground', () => {
  for (const name of [...tones, 'tone-none']) {
    assert.ok(contrast(grounds.light[name], '#ffffff') >= 4.5, `${name}: ${contrast(grounds.light[name], '#ffffff')}`);
  }
});

test('text can be read on the ground', () => {
  for (const [name, c] of Object.entries(grounds)) {
    for (const under of [c.card, c.ground]) {
      assert.ok(contrast(c.ink, under) >= 7, `${name}: ink on ${under}`);
      assert.ok(contrast(c.soft, under) >= 4.5, `${name}: soft on ${under}`);
    }
  }
});

// The blue, the orange and the vermilion of Okabe and Ito are at these hues.
test('a grade has the hue that it has on the walls', () => {
  const okabeIto = { 'tone-0': '#0072b2', 'tone-1': '#0072b2', 'tone-3': '#e69f00', 'tone-4': '#d55e00' };
  for (const c of Object.values(grounds)) {
    for (const [name, colour] of Object.entries(okabeIto)) {
      assert.ok(Math.abs(hue(c[name]) - hue(colour)) < 8, `${name} ${c[name]} is at ${hue(c[name])}, want ${hue(colour)}`);
    }
  }
});

test('grades are told apart by people who miss a colour', () => {
  for (const [where, c] of Object.entries(grounds)) {
    for (const [who, eye] of Object.entries(eyes)) {
      const apart = (/** @type {string} */ a, /** @type {string} */ b, /** @type {number} */ least) => {
        const far = distance(c[a], c[b], eye);
        assert.ok(far >= least, `${where}, ${who}: ${a} and ${b} are ${far.toFixed(1)} apart, want ${least}`);
      };
      for (const good of ['tone-0', 'tone-1']) for (const bad of ['tone-3', 'tone-4']) apart(good, bad, 50);
      for (let i = 1; i < tones.length; i += 1) apart(tones[i - 1], tones[i], 10); // beside a word, and on the wall a disc and a pattern
    }
  }
});

test('large type on the phone is on colours of more contrast', () => {
  const darker = Object.fromEntries([...read('phone/phone.css').matchAll(/--(tone-\w+): (#[0-9a-f]{6})/g)].map(([, name, colour]) => [name, colour]));
  for (const name of [...tones, 'tone-none']) {
    const colour = darker[name] ?? grounds.light[name];
    assert.ok(contrast(colour, '#ffffff') >= 7, `${name}: ${contrast(colour, '#ffffff')}`);
  }
});

// A second colour for a grade, or for the ground, could only be a mistake.
test('no other style sheet has a colour for a grade, but the phone\'s large type', () => {
  const folders = ['phone', 'desk'];
  const sheets = folders.flatMap(folder => readdirSync(new URL('../' + folder, import.meta.url)).filter(f => f.endsWith('.css')).map(f => folder + '/' + f));
  assert.ok(sheets.length >= 6);
  sheets.push('shared/chart.css');
  for (const sheet of sheets) {
    const own = [...read(sheet).matchAll(/--(tone-\w+): (#[0-9a-f]{3,6})/g)];
    if (sheet !== 'phone/phone.css') assert.deepEqual(own.map(([all]) => all), [], sheet);
    for (const [, name, colour] of own) assert.ok(Math.abs(hue(colour) - hue(grounds.light[name])) < 8, `${sheet}: ${name}`);
    const used = new Set([...read(sheet).matchAll(/var\(--([\w-]+)/g)].map(([, name]) => name));
    const beside = { 'desk/gallery.css': 'desk/director.css', 'desk/director.css': 'desk/panic.css' }[sheet] ?? 'desk/desk.css'; // what the page loads with it
    const known = read('shared/tokens.css') + read(sheet) + (sheet.startsWith('desk/') ? read(beside) : '');
    for (const name of used) assert.ok(known.includes(`--${name}:`), `${sheet} uses --${name}, which nobody sets`);
  }
});

test('the number in every cell of a heat table can be read, and the two ends are told apart', () => {
  const levels = [...read('shared/chart.css').matchAll(/\.heat-(\d) \{ background: (#[0-9a-f]{6});( color: #fff;)? \}/g)].map(([, level, under, white]) => ({ level, under, over: white ? '#ffffff' : grounds.light.ink }));
  assert.equal(levels.length, 7);
  for (const { level, under, over } of levels) assert.ok(contrast(under, over) >= 4.5, `level ${level}: ${contrast(under, over)}`);
  for (const [who, eye] of Object.entries(eyes)) assert.ok(distance(levels[0].under, levels[6].under, eye) >= 50, who);
});
