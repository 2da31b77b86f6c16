// A mixer desk for tests: lays pictures of the overlay over a scene of its own
// making, and measures.

/** @typedef {{ text: string, box: {left: number, top: number, width: number, height: number}, colour: string, size: number }} Word */
/** @typedef {{ bare: string, panels: string, whole: string, words: Word[] }} Pictures PNG in base64: without its words, without the mark too, as it is */

/**
 * Shows the whole overlay over the scene, and tells of each word the least
 * contrast against what is behind it, on the evening and under the mark of a
 * rehearsal, and the least opacity of that; and which pixels lie outside the
 * graphics area.
 * @param {import('./harness.mjs').Page} page any page without a content security policy
 * @param {Pictures} pictures
 * @returns {Promise<{ words: (Word & { contrast: number, marked: number, alpha: number, strokes: number })[], outside: string[] }>}
 */
export async function layOver(page, pictures) {
  await page.setContent('<body style="margin:0"><canvas width="1920" height="1080" style="display:block"></canvas>');
  await page.evaluate(paintScene);
  return page.evaluate(measure, pictures);
}

/** Runs in the page. A hall full of lamps, faces, banners and a striped shirt, the same in every run. */
function paintScene() {
  const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector('canvas'));
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  let seed = 7;
  const chance = () => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647;
  };
  const sky = pen.createLinearGradient(0, 0, 1920, 1080);
  ['#f6efe2', '#8fa7b5', '#3b2a22', '#d9b48a', '#fbfbf7', '#20242c'].forEach((colour, i) => sky.addColorStop(i / 5, colour));
  pen.fillStyle = sky;
  pen.fillRect(0, 0, 1920, 1080);
  const colours = ['#ffffff', '#101318', '#c8202a', '#e8b48c', '#f2d36b', '#2d5f3a', '#173f73', '#7a4b2c', '#dfe7ee'];
  for (let i = 0; i < 900; i += 1) {
    pen.globalAlpha = 0.35 + chance() * 0.65;
    pen.fillStyle = colours[Math.floor(chance() * colours.length)];
    pen.beginPath();
    if (i % 3 === 0) pen.rect(chance() * 1920, chance() * 1080, 10 + chance() * 220, 6 + chance() * 90);
    else pen.ellipse(chance() * 1920, chance() * 1080, 6 + chance() * 70, 6 + chance() * 80, chance() * 3, 0, 7);
    pen.fill();
  }
  pen.globalAlpha = 1;
  for (let x = 0; x < 1920; x += 6) {
    pen.fillStyle = x % 12 ? '#fff' : '#222';
    pen.fillRect(x, 430 + (x % 480) / 8, 3, 120);
  }
  const all = pen.getImageData(0, 0, 1920, 1080);
  for (let i = 0; i < all.data.length; i += 1) if (i % 4 !== 3) all.data[i] += Math.round((chance() - 0.5) * 60);
  pen.putImageData(all, 0, 0);
}

/** Runs in the page. @param {Pictures} pictures */
async function measure({ bare, panels, whole, words }) {
  const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector('canvas'));
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  /** @param {string} base64 */
  const load = async base64 => {
    const image = new Image();
    image.src = 'data:image/png;base64,' + base64;
    await image.decode();
    return image;
  };
  /** A picture without a scene. @param {string} base64 */
  const pixels = async base64 => {
    const alone = /** @type {OffscreenCanvasRenderingContext2D} */ (new OffscreenCanvas(1920, 1080).getContext('2d'));
    alone.drawImage(await load(base64), 0, 0);
    return alone.getImageData(0, 0, 1920, 1080).data;
  };
  const [panel, without, written] = [await pixels(panels), await pixels(bare), await pixels(whole)];
  const scene = pen.getImageData(0, 0, 1920, 1080);
  /** A picture on the scene. @param {string} base64 */
  const onScene = async base64 => {
    pen.putImageData(scene, 0, 0);
    pen.drawImage(await load(base64), 0, 0);
    return pen.getImageData(0, 0, 1920, 1080).data;
  };
  const [behind, behindMarked] = [await onScene(panels), await onScene(bare)];
  const linear = Array.from({ length: 256 }, (_, n) => (n / 255 <= 0.04045 ? n / 255 / 12.92 : ((n / 255 + 0.055) / 1.055) ** 2.4));
  /** @param {ArrayLike<number>} rgb @param {number} [at] */
  const luminance = (rgb, at = 0) => 0.2126 * linear[rgb[at]] + 0.7152 * linear[rgb[at + 1]] + 0.0722 * linear[rgb[at + 2]];

  // Under the strokes of a word, which are the pixels that come with the words.
  const measured = words.map(word => {
    const ink = luminance((word.colour.match(/\d+/g) ?? []).map(Number));
    /** @param {Uint8ClampedArray} under @param {number} at */
    const against = (under, at) => {
      const [light, dark] = [ink, luminance(under, at)].sort((one, other) => other - one);
      return (light + 0.05) / (dark + 0.05);
    };
    let [contrast, marked, alpha, strokes] = [21, 21, 255, 0];
    for (let y = Math.round(word.box.top); y < word.box.top + word.box.height; y += 1) {
      for (let x = Math.round(word.box.left); x < word.box.left + word.box.width; x += 1) {
        const at = 4 * (y * 1920 + x);
        if ([0, 1, 2, 3].every(i => written[at + i] === without[at + i])) continue;
        strokes += 1;
        alpha = Math.min(alpha, panel[at + 3]);
        contrast = Math.min(contrast, against(behind, at));
        marked = Math.min(marked, against(behindMarked, at));
      }
    }
    return { ...word, contrast, marked, alpha, strokes };
  });

  /** @type {string[]} */ const outside = [];
  for (let at = 3; at < panel.length && outside.length < 5; at += 4) {
    const [x, y] = [((at - 3) / 4) % 1920, Math.floor((at - 3) / 4 / 1920)];
    if (panel[at] > 0 && (x < 96 || x >= 1824 || y < 54 || y >= 1026)) outside.push(`${x},${y}`);
  }
  await onScene(whole);
  return { words: measured, outside };
}
