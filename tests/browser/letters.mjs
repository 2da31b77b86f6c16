// Whether a letter is cut off at the box of its text: told by the outlines of the letters, and then, where these come
// near the edge of a box, by what is painted more when nothing is cut off.

/** @typedef {import('./harness.mjs').Page} Page */
/** @typedef {{ text: string, left: number, right: number, top: number, bottom: number }} Box */

/**
 * Runs in the page: the boxes that cut off what leaves them, and to whose edges a letter comes near. How far letters reach is
 * taken of the first and the last letter of a line, and of any letter of more lines. A crawl is cut off at its window, and the words of its end there are no fault.
 * @returns {Promise<Box[]>}
 */
async function tightBoxes() {
  document.body.getBoundingClientRect(); // asks for the fonts
  await document.fonts.ready;
  const pen = /** @type {OffscreenCanvasRenderingContext2D} */ (new OffscreenCanvas(1, 1).getContext('2d'));
  const least = 0.05; // outlines are told in whole pixels, never too small
  /** How far the letters of a text reach beyond the box of their line, in its own pixels. @param {Node} text @param {boolean} one it has one line */
  const reach = (text, one) => {
    const { fontStyle, fontWeight, fontSize, fontFamily } = getComputedStyle(/** @type {Element} */ (text.parentElement));
    pen.font = `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`;
    const letters = [...(text.textContent || '').trim()].map(letter => pen.measureText(letter));
    const most = (/** @type {(letter: TextMetrics) => number} */ of, from = letters) => Math.max(...from.map(of));
    return {
      left: most(letter => letter.actualBoundingBoxLeft, one ? letters.slice(0, 1) : letters), right: most(letter => letter.actualBoundingBoxRight - letter.width, one ? letters.slice(-1) : letters),
      up: most(letter => letter.actualBoundingBoxAscent - letter.fontBoundingBoxAscent), down: most(letter => letter.actualBoundingBoxDescent - letter.fontBoundingBoxDescent),
    };
  };
  /** @param {HTMLElement} e @param {DOMRect} box */
  const isTight = (e, box) => {
    const scale = e.offsetWidth > 0 ? box.width / e.offsetWidth : 1;
    const walk = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      if (!walk.currentNode.textContent?.trim()) continue;
      const range = document.createRange();
      range.selectNodeContents(walk.currentNode);
      const lines = [...range.getClientRects()];
      const { left, right, up, down } = reach(walk.currentNode, lines.length === 1);
      for (const line of lines) {
        if (line.left - left * scale < box.left - least || line.right + right * scale > box.right + least
          || line.top - up * scale < box.top - least || line.bottom + down * scale > box.bottom + least) return true;
      }
    }
    return false;
  };
  return [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.scene *'))].flatMap(e => {
    const own = [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.textContent?.trim());
    if (!own || !e.offsetParent || e.closest('.crawl') || getComputedStyle(e).overflow !== 'hidden') return [];
    const clamped = e.classList.contains('wrapped') && e.scrollHeight > e.clientHeight + parseFloat(getComputedStyle(e).fontSize) * 0.6;
    if (clamped) return []; // longer than any name should be: it ends in a mark
    const box = e.getBoundingClientRect();
    if (!isTight(e, box)) return [];
    e.dataset.tight = '';
    return [{ text: `${e.className} "${e.textContent}"`, left: box.left, top: box.top, right: box.right, bottom: box.bottom }];
  });
}

/** Further away something has only moved, for want of a box. */
const around = 40;

/**
 * Letters that are cut off at the box of their text.
 * @param {Page} page that draws at half its size @param {Page} lens @returns {Promise<string[]>}
 */
export async function cutLetters(page, lens) {
  const boxes = await page.evaluate(tightBoxes);
  if (boxes.length === 0) return [];
  const [x, y] = [Math.min(...boxes.map(box => box.left)), Math.min(...boxes.map(box => box.top))].map(least => Math.max(0, 2 * Math.floor((least - around) / 2)));
  const width = Math.min(1920, Math.max(...boxes.map(box => box.right)) + around) - x;
  const height = Math.min(1080, Math.max(...boxes.map(box => box.bottom)) + around) - y;
  const shoot = async () => (await page.screenshot({ omitBackground: true, clip: { x, y, width, height } })).toString('base64');
  const whole = await shoot();
  await page.evaluate(() => {
    for (const e of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-tight]'))) {
      e.style.overflow = 'visible';
      delete e.dataset.tight;
    }
  });
  return paintedMore(lens, [whole, await shoot()], boxes, x, y);
}

/** @param {Page} lens @param {string[]} pictures base64: as it is, and with nothing cut off @param {Box[]} boxes @param {number} x @param {number} y where the pictures begin */
function paintedMore(lens, pictures, boxes, x, y) {
  return lens.evaluate(async ({ pictures: shots, boxes: all, x: left, y: top, around: most }) => {
    const [a, b] = await Promise.all(shots.map(async data => {
      const image = await createImageBitmap(await (await fetch('data:image/png;base64,' + data)).blob());
      const pen = /** @type {OffscreenCanvasRenderingContext2D} */ (new OffscreenCanvas(image.width, image.height).getContext('2d', { willReadFrequently: true }));
      pen.drawImage(image, 0, 0);
      return pen.getImageData(0, 0, image.width, image.height);
    }));
    const faults = /** @type {Map<string, string>} */ (new Map());
    for (let at = 0; at < a.data.length; at += 4) {
      if ([0, 1, 2, 3].every(i => Math.abs(a.data[at + i] - b.data[at + i]) < 48)) continue;
      const [x1, y1] = [left + 2 * ((at / 4) % a.width), top + 2 * Math.floor(at / 4 / a.width)];
      const near = (/** @type {typeof all[number]} */ box) => Math.hypot(Math.max(box.left - x1, 0, x1 - box.right), Math.max(box.top - y1, 0, y1 - box.bottom));
      const [closest] = [...all].sort((one, other) => near(one) - near(other));
      if (closest && near(closest) < most && !faults.has(closest.text)) faults.set(closest.text, `${x1}, ${y1}`);
    }
    return [...faults].map(([text, place]) => `${text} is cut at ${place}`);
  }, { pictures, boxes, x, y, around });
}
