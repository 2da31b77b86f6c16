// The code of the invitation and of the line-up card, read by a program of others from the pixels: as they
// are painted over a busy picture, and as a viewer gets them, after H.264 4:2:0 at
// 4 Mbit/s with everything behind the code in motion.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { everyFault, newPage, startBrowser, startServer, until } from './harness.mjs';
import { openOutput } from './gfx.mjs';
import { layOver } from './mixer.mjs';
import { frameWith } from '../../static/gfx/samples.js';

/** @type {import('./harness.mjs').Server} */ let server;
/** @type {import('./harness.mjs').Browser} */ let browser;
/** @type {Awaited<ReturnType<typeof openOutput>>} */ let output;
const folder = mkdtempSync(join(tmpdir(), 'pingyi-qr-'));

before(async () => {
  server = await startServer();
  browser = await startBrowser();
  output = await openOutput(browser, server.base);
  await output.load();
});

after(async () => {
  await browser?.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
  assert.deepEqual(everyFault(), []);
});

/** Why a test is left out: never where .ci/setup may install the program. @param {string} program */
function without(program) {
  const there = !spawnSync(program, ['-version'], { stdio: 'ignore' }).error;
  return there || process.getuid?.() === 0 ? false : `there is no ${program} here`;
}

/** What the codes of a picture say. @param {string} path */
const read = path => spawnSync('zbarimg', ['-q', '--raw', '-Sdisable', '-Sqrcode.enable', path], { encoding: 'utf8' }).stdout.trim();

let rev = 100;
/** The picture of an output with the code. @param {'join-qr' | 'join-corner' | 'lineup'} name @param {string} theme @param {string} ground @param {boolean} [mark] of a rehearsal */
async function invitation(name, theme, ground, mark = false) {
  rev += 1;
  const frame = frameWith([name], { theme, ground, mark });
  output.say({ ...frame, rev, layers: frame.layers.map(layer => ({ ...layer, cut: true, key: `${layer.key}|${rev}` })) });
  await until('it stands', async () => (await output.state()).rev === rev && await output.page.locator('.scene').count() === 1);
  await output.page.waitForFunction(() => { const code = /** @type {HTMLImageElement} */ (document.querySelector('img.qr')); return code.complete && code.naturalWidth > 0; });
  return (await output.page.screenshot({ omitBackground: true })).toString('base64');
}

test('the code is read from the picture, on a ground and over a busy picture', { skip: without('zbarimg') }, async () => {
  const path = join(folder, 'picture.png');
  const { page: mixer, context } = await newPage(browser, { viewport: { width: 1920, height: 1080 } });
  for (const [theme, name, ground, mark] of /** @type {const} */ ([['blue', 'join-qr', 'full', false], ['dark', 'join-qr', 'transparent', false], ['contrast', 'join-corner', 'transparent', false], ['dark', 'join-qr', 'full', true], ['blue', 'lineup', 'transparent', false]])) {
    const png = await invitation(name, theme, ground, mark);
    await layOver(mixer, { bare: png, panels: png, whole: png, words: [] });
    writeFileSync(path, await mixer.screenshot());
    assert.equal(read(path), `${server.base}/V`, `${name} in ${theme} on ${ground}${mark ? ' under the mark of a rehearsal' : ''}`);
  }
  await context.close();
});

test('the code is as large as a living room needs, with its quiet zone', async () => {
  for (const [name, ground, least] of /** @type {const} */ ([['join-qr', 'full', 480], ['join-qr', 'transparent', 450], ['join-corner', 'transparent', 260], ['lineup', 'transparent', 240]])) {
    await invitation(name, 'blue', ground);
    const { squares, side, card } = await output.page.evaluate(async () => {
      const image = /** @type {HTMLImageElement} */ (document.querySelector('img.qr'));
      const svg = new DOMParser().parseFromString(await (await fetch(image.src)).text(), 'image/svg+xml').documentElement;
      const own = image.getBoundingClientRect();
      const around = /** @type {HTMLElement} */ (image.closest('.qr-card')).getBoundingClientRect();
      return { squares: Number((svg.getAttribute('viewBox') || '').split(' ')[2]), side: own.width, card: Math.min(around.width, around.height) };
    });
    assert.ok(squares >= 21 + 8, `${squares} squares, four at either side of them white`);
    assert.ok(card >= side, `${name} stands on its card`);
    assert.ok(side * (squares - 8) / squares >= least, `${name} on ${ground}: ${side * (squares - 8) / squares} pixels`);
  }
});

for (const name of /** @type {const} */ (['join-qr', 'join-corner', 'lineup'])) {
  test(`the code of ${name} is read from the last picture of H.264 4:2:0 at 4 Mbit/s, on a ground that moves`, { skip: without('ffmpeg') || without('zbarimg') }, async () => {
    const [over, film, last] = ['over.png', 'film.mp4', 'last.png'].map(file => join(folder, file));
    writeFileSync(over, Buffer.from(await invitation(name, 'blue', 'transparent'), 'base64'));
    const ffmpeg = (/** @type {string[]} */ ...args) => execFileSync('ffmpeg', ['-loglevel', 'error', '-y', ...args]);
    ffmpeg('-f', 'lavfi', '-i', 'testsrc2=size=1920x1080:rate=25,noise=alls=40:allf=t', '-loop', '1', '-i', over, '-filter_complex', '[0][1]overlay=shortest=1,format=yuv420p',
      '-t', '1', '-c:v', 'libx264', '-preset', 'veryfast', '-b:v', '4M', '-maxrate', '4M', '-bufsize', '2M', film);
    ffmpeg('-sseof', '-0.1', '-i', film, '-frames:v', '1', last);
    assert.equal(read(last), `${server.base}/V`);
  });
}

test('the clap-board is read from the first picture of H.264 4:2:0 at 2 Mbit/s, and stands where the clock of the server is', { skip: without('ffmpeg') }, async () => {
  const [still, film, grey] = ['clap.png', 'clap.mp4', 'clap.grey'].map(file => join(folder, file));
  const { page, context } = await newPage(browser, { viewport: { width: 1920, height: 1080 } });
  await page.goto(server.base + '/dev/gallery?one=1&scene=lineup-clap&theme=blue&ground=full');
  await page.locator('.clap-count').waitFor();
  for (const late of [0, 360, 960]) {
    await page.evaluate(async more => {
      const prefix = /** @type {HTMLScriptElement} */ (document.querySelector('script[src*="/s/"]')).src.replace(/gallery\.js.*/, '');
      const [{ Stage }, { frameWith: one, sampleNow }] = await Promise.all([import(prefix + 'stage.js'), import(prefix + 'samples.js')]);
      const root = document.createElement('main');
      document.body.replaceChildren(root);
      new Stage(root, { now: () => sampleNow + more, qr: () => new Image(), health: () => ({ fps: 50, seq: 1 }), pass: '', safe: false, key: '', changed: () => {} }).show(one(['lineup-clap']), true);
    }, late);
    assert.equal(await page.locator('.clap-count').textContent(), `00:${String(late / 40).padStart(2, '0')}`);
    writeFileSync(still, await page.screenshot());
    const ffmpeg = (/** @type {string[]} */ ...args) => execFileSync('ffmpeg', ['-loglevel', 'error', '-y', ...args]);
    ffmpeg('-loop', '1', '-framerate', '25', '-i', still, '-t', '0.4', '-vf', 'format=yuv420p', '-c:v', 'libx264', '-preset', 'veryfast', '-b:v', '2M', '-maxrate', '2M', '-bufsize', '1M', film);
    ffmpeg('-i', film, '-frames:v', '1', '-f', 'rawvideo', '-pix_fmt', 'gray', grey);
    const bytes = readFileSync(grey);
    const squares = await page.locator('.clap-square').evaluateAll(all => all.map(square => { const { left, top, width, height } = square.getBoundingClientRect(); return { x: Math.round(left + width / 2), y: Math.round(top + height / 2) }; }));
    assert.deepEqual(squares.flatMap(({ x, y }, at) => (bytes[y * 1920 + x] > 128 ? [at] : [])), [late / 40], 'one square is light, that of the moment');
    assert.equal(bytes[20 * 1920 + 20] > 128, late < 200, 'each second begins light');
  }
  await context.close();
});
