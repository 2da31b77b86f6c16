// Pictures of the scenes that are the same in every run, and a lens that measures
// them: what is painted and where, in which range, and how far from the golden one.

/** @typedef {import('./harness.mjs').Page} Page */
/** @typedef {{ scene: string, theme: string, ground: string, lang?: string, words?: [string, string] }} Shot words: said in the place of every name, and of every other text of the data */

/** The context of a page that draws: pictures of 1920 by 1080 taken at half their size, which is a quarter of the time. */
export const halfSize = { viewport: { width: 1920, height: 1080 }, deviceScaleFactor: 0.5 };

/**
 * Draws one sample on the contact sheet's page as it stands at the moment of the
 * samples; nothing moves, and no clock goes on.
 * @param {Page} page at /dev/gallery @param {Shot} shot
 */
export async function draw(page, shot) {
  await page.evaluate(async ({ scene, theme, ground, lang = 'zh-CN', words }) => {
    const prefix = /** @type {HTMLScriptElement} */ (document.querySelector('script[src*="/s/"]')).src.replace(/gallery\.js.*/, '');
    const [{ Stage }, { frameWith, sampleNow }] = await Promise.all([import(prefix + 'stage.js'), import(prefix + 'samples.js')]);
    const root = document.createElement('main');
    root.style.cssText = 'position: absolute; left: 0; top: 0; width: 1920px; height: 1080px';
    document.body.replaceChildren(root);
    document.body.style.cssText = 'padding: 0; margin: 0; background: none';
    document.documentElement.style.cssText = 'background: none; overflow: hidden';
    const code = new Image();
    code.src = '/screen/qr.svg';
    code.className = 'qr';
    await code.decode();
    const kept = window.requestAnimationFrame;
    window.requestAnimationFrame = () => 0; // what moves by itself, a crawl and the mark of the line-up, stays where it begins
    const stage = new Stage(root, {
      now: () => sampleNow, qr: () => code, health: () => ({ fps: 50, seq: 4711 }), pass: '', safe: false, key: '', changed: () => {},
    });
    /** @type {(data: any, key: string) => any} */
    const said = (data, key) => {
      if (typeof data === 'string') return ['name', 'title', 'question'].includes(key) ? words?.[0] : ['place', 'class', 'list', 'label', 'sub', 'group', 'text', 'grade', 'outcome', 'metric', 'lines', 'signed'].includes(key) ? words?.[1] : data;
      if (Array.isArray(data)) return data.map((/** @type {any} */ one) => said(one, key));
      return data && typeof data === 'object' ? Object.fromEntries(Object.entries(data).map(([name, value]) => [name, said(value, name)])) : data;
    };
    const frame = frameWith([scene], { theme, ground, lang });
    if (words) for (const layer of frame.layers) layer.data = said(layer.data, '');
    stage.show(frame, true);
    stage.tick(sampleNow);
    for (const animation of document.getAnimations()) animation.pause();
    for (const animation of document.getAnimations()) animation.currentTime = 0;
    window.requestAnimationFrame = kept;
  }, shot);
}

/**
 * What a picture of 960 by 540 is made of, and how far it is from the one that is kept. outside: pixels beyond the
 * safe area; least and most: the channels of what is not seen through, the white card of a code left out.
 * apart: the largest difference between the means of the same square of 8 by 8 pixels, in steps of 255, of each
 * channel as it adds to the picture under it, and of the alpha. Edges that are smoothed in another way, or a
 * letter that stands half a pixel further, change no mean by much; a letter more or less, another colour or
 * another place does.
 * @param {Page} lens any page without a policy @param {string} png base64 @param {string} webp base64
 * @param {{x: number, y: number, width: number, height: number} | null} [card] in pixels of 1920 by 1080
 */
export function examine(lens, png, webp, card = null) {
  return lens.evaluate(async ({ pictures, card: not }) => {
    const [a, b] = await Promise.all(pictures.map(async data => {
      const image = await createImageBitmap(await (await fetch(data)).blob());
      const pen = /** @type {OffscreenCanvasRenderingContext2D} */ (new OffscreenCanvas(960, 540).getContext('2d', { willReadFrequently: true }));
      pen.drawImage(image, 0, 0);
      return pen.getImageData(0, 0, 960, 540).data;
    }));
    const seen = { painted: 0, outside: /** @type {string[]} */ ([]), least: 255, most: 0, through: 0, apart: 0, at: '' };
    for (let at = 0; at < a.length; at += 4) {
      const alpha = a[at + 3];
      if (alpha === 0) continue;
      const [x, y] = [(at / 4) % 960, Math.floor(at / 3840)];
      seen.painted += 1;
      if ((x < 48 || x >= 912 || y < 27 || y >= 513) && seen.outside.length < 3) seen.outside.push(`${2 * x},${2 * y}`);
      if (alpha < 255) seen.through += 1;
      if (alpha < 255 || (not && 2 * x >= not.x - 2 && 2 * y >= not.y - 2 && 2 * x <= not.x + not.width + 2 && 2 * y <= not.y + not.height + 2)) continue;
      seen.least = Math.min(seen.least, a[at], a[at + 1], a[at + 2]);
      seen.most = Math.max(seen.most, a[at], a[at + 1], a[at + 2]);
    }
    const side = 8;
    for (let top = 0; top < 540; top += side) for (let left = 0; left < 960; left += side) {
      let [red, green, blue, alpha] = [0, 0, 0, 0];
      for (let y = top; y < Math.min(540, top + side); y += 1) for (let i = 4 * (y * 960 + left), end = i + 4 * side; i < end; i += 4) {
        const [over, under] = [a[i + 3] / 255, b[i + 3] / 255];
        red += a[i] * over - b[i] * under;
        green += a[i + 1] * over - b[i + 1] * under;
        blue += a[i + 2] * over - b[i + 2] * under;
        alpha += a[i + 3] - b[i + 3];
      }
      const most = Math.max(Math.abs(red), Math.abs(green), Math.abs(blue), Math.abs(alpha)) / (side * side);
      if (most > seen.apart) [seen.apart, seen.at] = [most, `${left * 2},${top * 2}`];
    }
    return { ...seen, apart: Math.round(seen.apart) };
  }, { pictures: ['data:image/png;base64,' + png, 'data:image/webp;base64,' + webp], card });
}

/** A picture as it is kept: WebP, a tenth of the same in PNG. @param {Page} lens @param {string} png base64 @returns {Promise<string>} base64 */
export function keepSmall(lens, png) {
  return lens.evaluate(async data => {
    const image = await createImageBitmap(await (await fetch('data:image/png;base64,' + data)).blob());
    const canvas = new OffscreenCanvas(image.width, image.height);
    /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d')).drawImage(image, 0, 0);
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/webp', quality: 0.82 })).arrayBuffer());
    return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''));
  }, png);
}

/**
 * Runs in the page: the texts that stand, and in which pass each is painted. No two of a pass lie on each other,
 * so that the strokes of one are never taken for those of another: a tall line reaches over the chip above it.
 */
function textsThatStand() {
  const elements = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.scene *'))].filter(e => e.tagName !== 'WBR' && e.offsetParent && getComputedStyle(e).visibility !== 'hidden'
    && [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.textContent?.trim()));
  /** @type {{ text: string, size: number, colour: number[], left: number, top: number, width: number, height: number, passing: boolean, pass: number }[]} */ const texts = [];
  for (const e of elements) {
    const own = [...e.childNodes].filter(n => n.nodeType === Node.TEXT_NODE && n.textContent?.trim());
    const style = getComputedStyle(e);
    const range = document.createRange();
    range.setStartBefore(own[0]);
    range.setEndAfter(own[own.length - 1]);
    const { left, top, width, height } = range.getBoundingClientRect();
    const near = texts.filter(o => left < o.left + o.width + 4 && o.left < left + width + 4 && top < o.top + o.height + 4 && o.top < top + height + 4).map(o => o.pass);
    const pass = [...near, -1].map(n => n + 1).sort((a, b) => a - b).find(n => !near.includes(n)) || 0;
    e.dataset.pass = String(pass);
    texts.push({ text: own.map(n => n.textContent).join('').trim(), size: parseFloat(style.fontSize), colour: (style.color.match(/[\d.]+/g) || []).map(Number), left, top, width, height, passing: e.closest('.crawl') !== null, pass });
  }
  return texts;
}

/**
 * The texts of the picture that stands, each with the least contrast of its colour
 * against what lies under its strokes, and the least opacity of that. Where strokes are is told by painting
 * them black and then white, so that one which is hardly seen on its ground is measured as well.
 * @param {Page} page @param {Page} lens
 * @returns {Promise<{ text: string, size: number, contrast: number, alpha: number }[]>}
 */
export async function contrasts(page, lens) {
  const texts = await page.evaluate(textsThatStand);
  /** All texts in one colour, and those of a pass in another. @param {string} colour @param {number} [pass] @param {string} [other] */
  const shoot = async (colour, pass = -1, other = colour) => {
    await page.evaluate(([all, at, its]) => {
      document.documentElement.style.setProperty('-webkit-text-fill-color', String(all));
      for (const e of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-pass]'))) e.style.setProperty('-webkit-text-fill-color', String(e.dataset.pass === String(at) ? its : all));
    }, [colour, pass, other]);
    return (await page.screenshot({ omitBackground: true })).toString('base64');
  };
  const pictures = [await shoot('transparent'), await shoot('#000')];
  for (let pass = 0; pass <= Math.max(0, ...texts.map(text => text.pass)); pass += 1) pictures.push(await shoot('#000', pass, '#fff'));
  await page.evaluate(() => {
    for (const e of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-pass]'))) {
      e.style.removeProperty('-webkit-text-fill-color');
      delete e.dataset.pass;
    }
    document.documentElement.style.removeProperty('-webkit-text-fill-color');
  });
  return lens.evaluate(async ({ pictures: shots, texts: all }) => {
    const [under, black, ...passes] = await Promise.all(shots.map(async data => {
      const image = await createImageBitmap(await (await fetch('data:image/png;base64,' + data)).blob());
      const pen = /** @type {OffscreenCanvasRenderingContext2D} */ (new OffscreenCanvas(960, 540).getContext('2d', { willReadFrequently: true }));
      pen.drawImage(image, 0, 0);
      return pen.getImageData(0, 0, 960, 540).data;
    }));
    const linear = (/** @type {number} */ n) => (n / 255 <= 0.04045 ? n / 255 / 12.92 : ((n / 255 + 0.055) / 1.055) ** 2.4);
    const light = (/** @type {ArrayLike<number>} */ rgb, at = 0) => 0.2126 * linear(rgb[at]) + 0.7152 * linear(rgb[at + 1]) + 0.0722 * linear(rgb[at + 2]);
    return all.flatMap(({ text, size, colour, left, top, width, height, passing, pass }) => {
      let [contrast, alpha, strokes] = [21, 255, 0];
      for (let y = Math.max(0, Math.round(top / 2)); y < Math.min(540, (top + height) / 2); y += 1) for (let x = Math.max(0, Math.round(left / 2)); x < Math.min(960, (left + width) / 2); x += 1) {
        const at = 4 * (y * 960 + x);
        if (passes[pass][at + 1] - black[at + 1] < 128) continue; // no stroke, or the rim of one
        strokes += 1;
        const [one, other] = [light(colour), light(under, at)].sort((a, b) => b - a);
        contrast = Math.min(contrast, (one + 0.05) / (other + 0.05));
        alpha = Math.min(alpha, under[at + 3]);
      }
      if (strokes === 0) return passing ? [] : [{ text, size, contrast: 1, alpha: 0 }];
      return [{ text, size, contrast, alpha }];
    });
  }, { pictures, texts });
}
