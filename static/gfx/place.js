// Where the layers lie, and where they go when the station has something of its
// own there: pure, in pixels of a picture of 1920 by 1080.

/**
 * @typedef {import('./frame.js').Rect} Rect
 * @typedef {{ bug: string, shift: number, drop: number, badge: { x: number, y: number }, qr: string, side: string, lift: number, ticker: number,
 *   full: { x: number, y: number, scale: number, above: number, below: number }, warnings: string[] }} Places
 * bug and qr are corners: tr is top right. shift and drop are how far the bug stands beside and below its corner, badge where
 * the mark of a rehearsal on the colour of a key begins, lift how far the lower third stands above its place, ticker the same of the crawl. A whole picture gives up so much above and below, or is drawn smaller. warnings names what still meets a reserved rectangle.
 */

const safe = { x: 96, y: 54, w: 1728, h: 972 };
const bottom = safe.y + safe.h;
const gap = 12;
/** How tall the lower third of a scene is. @type {Record<string, number>} */
const lowerHeights = { countdown: 200, 'live-bars': 425, 'score-card': 500, verdict: 530 };
/** What the lines of a strap add to it, by how many there are. */
const strapLines = [0, 88, 150, 186];
const tickerHeight = 72;
/** The mark of a rehearsal on the colour of a key: a whole picture stands below it. */
const badgeSize = { w: 512, h: 84 };
/** How far a bug may hang below its corner and still be one. */
const farthest = 200;
const columnHeight = 160;

/** How many rows of columns the grades take under the divided bar of a lower third. @param {number} grades */
export function columnRows(grades) {
  if (grades <= 5) return 1;
  return grades <= 8 ? 2 : Math.ceil(grades / 8);
}

/** @param {number} w how wide the bug is @returns {Record<string, Rect>} */
const cornersOf = (w) => ({
  tr: { x: 1824 - w, y: 54, w, h: 84 }, tl: { x: 96, y: 54, w, h: 84 },
  br: { x: 1824 - w, y: 942, w, h: 84 }, bl: { x: 96, y: 942, w, h: 84 },
});
/** @type {Record<string, Rect>} */
const qrCorners = {
  br: { x: 1472, y: 606, w: 352, h: 420 }, tr: { x: 1472, y: 160, w: 352, h: 420 },
  bl: { x: 96, y: 606, w: 352, h: 420 }, tl: { x: 96, y: 160, w: 352, h: 420 },
};
/** @type {Record<string, Rect>} */
const sides = { right: { x: 1164, y: 160, w: 660, h: 740 }, left: { x: 96, y: 160, w: 660, h: 740 } };

/** A name of more than sixteen characters as wide as a hanzi takes two lines. @param {{ name?: string, lines?: string[] }} data */
function strapHeight({ name = '', lines = [] }) {
  const halves = [...name].reduce((sum, letter) => sum + (letter > '\u2e7f' ? 2 : 1), 0);
  return (halves > 32 ? 226 : 124) + (strapLines[Math.min(lines.length, 3)] || 0);
}

/** How wide the bug is at most: what stands beside its title is in words of the language. @param {Record<string, any>} data @param {string} [lang] */
export function bugWidth({ title = '', item = 0, of = 0, live }, lang = 'zh-CN') {
  const words = lang === 'en' ? { end: 330, replay: 250 } : { end: 220, replay: 136 };
  const letters = [...title].reduce((sum, letter) => sum + (letter > '\u2e7f' ? 40 : 25), 36);
  const number = item > 0 ? `${of}/${of}`.length * 25 + 40 : 0; // the same of the ninth and of the tenth: it does not jump
  return (title ? Math.min(900, letters) : 0) + number + words.end + (live === false ? words.replay : 0);
}

/** @param {Rect} a @param {Rect} b */
const meet = (a, b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

/** @param {Rect} place @param {Rect[]} reserved */
const free = (place, reserved) => !reserved.some((rect) => meet(place, rect));

/**
 * What is reserved, which the station gives in the pixels of its own picture, where it lies on ours: that is fitted
 * into the middle of the station's.
 * @param {{ width: number, height: number, reserved: Rect[] }} output
 * @returns {Rect[]}
 */
export function reservedOf({ width, height, reserved }) {
  const factor = Math.min((width || 1920) / 1920, (height || 1080) / 1080);
  const left = ((width || 1920) / factor - 1920) / 2;
  const top = ((height || 1080) / factor - 1080) / 2;
  return reserved.map(({ x, y, w, h }) => ({ x: x / factor - left, y: y / factor - top, w: w / factor, h: h / factor }));
}

/**
 * @param {Rect[]} reserved
 * @param {string[]} on the layers that are on: they make way for each other too
 * @param {{ scene?: string, data?: { name?: string, lines?: string[], bars?: any[], criteria?: any[] } }} [lower] what the lower third is: how tall it is
 * @param {{ wide?: number, badge?: boolean }} [more] wide: how wide the bug is; badge: the mark of a rehearsal stands at the top, as it does on the colour of a key
 * @returns {Places}
 */
export function placesOf(reserved, on, { scene = '', data = {} } = {}, { wide = 760, badge: marked = false } = {}) {
  const rows = data.criteria ? 1 : columnRows((data.bars || []).length);
  const lowerHeight = scene === 'strap' ? strapHeight(data) : (lowerHeights[scene] || 330) + (rows - 1) * columnHeight;
  const crawls = on.includes('ticker');
  /** @type {string[]} */
  const warnings = [];
  const pick = (/** @type {string} */ what, /** @type {Record<string, Rect>} */ from, /** @type {Rect[]} */ also) => {
    const found = Object.keys(from).find((name) => free(from[name] || safe, [...reserved, ...also]));
    if (!found) warnings.push(what);
    return found || Object.keys(from)[0] || '';
  };
  const bug = bugOf(reserved, Math.min(wide, marked ? safe.w - badgeSize.w - gap : safe.w));
  if (!bug.free) warnings.push('bug');
  const bugs = on.includes('bug') ? [bug.rect] : [];
  const low = [...reserved, ...bugs];
  const ticker = liftOf(tickerHeight, 0, low);
  const lift = liftOf(lowerHeight, crawls ? ticker + tickerHeight + gap : 0, low);
  if (crawls && ticker > bottom / 2) warnings.push('ticker');
  if (lift > 420) warnings.push('lower');
  const badge = hung(bug.corner.endsWith('l') ? 'tr' : 'tl', badgeSize.w, low);
  /** @type {Rect[]} */
  const taken = marked ? [...bugs, badge] : [...bugs];
  const side = pick('side', sides, taken);
  if (crawls) taken.push({ x: safe.x, y: bottom - tickerHeight - ticker, w: safe.w, h: tickerHeight });
  const full = roomOf([...reserved, ...taken]);
  if (on.includes('lower')) taken.push({ x: safe.x, y: bottom - lowerHeight - lift, w: safe.w, h: lowerHeight });
  if (on.includes('side')) taken.push(sides[side] || safe);
  const qr = pick('qr', qrCorners, taken);
  if (full.scale < 0.8) warnings.push('full');
  return { bug: bug.corner, shift: bug.shift, drop: bug.drop, badge: { x: badge.x, y: badge.y }, qr, side, lift, ticker, full, warnings };
}

/**
 * The place of the bug: in an upper corner, else beside what the station has there, else below it; where that is too
 * far down at the bottom, and what stands there is lifted above it.
 * @param {Rect[]} reserved
 * @param {number} wide
 */
function bugOf(reserved, wide) {
  const corners = cornersOf(wide);
  const own = (/** @type {string} */ corner) => ({ corner, rect: /** @type {Rect} */ (corners[corner]) });
  const aside = { corner: 'tr', rect: hung('tr', wide, reserved) };
  const all = [own('tr'), own('tl'), ...(aside.rect.y - safe.y <= farthest ? [aside] : []), own('br'), own('bl')];
  const found = all.find(({ rect }) => free(rect, reserved));
  const { corner, rect } = found || own('tr');
  return { corner, rect, shift: corner === 'tr' ? safe.x + safe.w - rect.x - rect.w : 0, drop: corner === 'tr' ? rect.y - safe.y : 0, free: Boolean(found) };
}

/**
 * What stands at the upper edge, from the corner inwards beside what is reserved there, or else below the first of it that it has room under.
 * @param {string} corner tl or tr
 * @param {number} w
 * @param {Rect[]} reserved
 * @returns {Rect}
 */
function hung(corner, w, reserved) {
  const left = corner === 'tl';
  const rows = [safe.y, ...reserved.map((one) => one.y + one.h + gap)].filter((y) => y >= safe.y).sort((a, b) => a - b);
  const starts = [left ? safe.x : safe.x + safe.w - w, ...reserved.map((one) => (left ? one.x + one.w + gap : one.x - gap - w))];
  const inside = starts.filter((x) => x >= safe.x && x + w <= safe.x + safe.w).sort((a, b) => (left ? a - b : b - a));
  const places = rows.flatMap((y) => inside.map((x) => ({ x, y, w, h: badgeSize.h })));
  return places.find((place) => free(place, reserved)) || { x: left ? safe.x : safe.x + safe.w - w, y: safe.y, w, h: badgeSize.h };
}

/**
 * How far a band on the lower edge must be lifted to meet nothing.
 * @param {number} height
 * @param {number} least
 * @param {Rect[]} reserved
 */
function liftOf(height, least, reserved) {
  let lift = least;
  for (const rect of [...reserved].sort((a, b) => b.y - a.y)) {
    const band = { x: safe.x, y: bottom - height - lift, w: safe.w, h: height };
    if (meet(band, rect)) lift = bottom - rect.y + gap;
  }
  return lift;
}

/** The least height in which every whole picture can be laid out without smaller type. */
const leastHeight = 780;

/**
 * The room of a whole picture. It is laid out lower where that is enough; else it
 * is the largest of the safe area's shape beside all that is reserved, and each
 * rectangle takes the edge away that costs least.
 * @param {Rect[]} reserved
 */
function roomOf(reserved) {
  const met = reserved.filter((rect) => meet(safe, rect));
  const above = Math.max(0, ...met.filter((rect) => rect.y + rect.h / 2 < 540).map((rect) => rect.y + rect.h + gap - safe.y));
  const below = Math.max(0, ...met.filter((rect) => rect.y + rect.h / 2 >= 540).map((rect) => bottom - rect.y + gap));
  if (safe.h - above - below >= leastHeight) return { x: 0, y: 0, scale: 1, above, below };
  let room = safe;
  for (const rect of reserved) {
    if (!meet(room, rect)) continue;
    const right = room.x + room.w;
    const end = room.y + room.h;
    const cuts = [
      { ...room, h: rect.y - gap - room.y },
      { ...room, y: rect.y + rect.h + gap, h: end - rect.y - rect.h - gap },
      { ...room, w: rect.x - gap - room.x },
      { ...room, x: rect.x + rect.w + gap, w: right - rect.x - rect.w - gap },
    ];
    room = cuts.reduce((best, cut) => (scaleOf(cut) > scaleOf(best) ? cut : best));
  }
  const scale = Math.max(0.1, scaleOf(room));
  return {
    scale, above: 0, below: 0,
    x: Math.round(room.x + (room.w - safe.w * scale) / 2 - safe.x * scale),
    y: Math.round(room.y + (room.h - safe.h * scale) / 2 - safe.y * scale),
  };
}

/** @param {Rect} room */
function scaleOf(room) {
  return Math.min(1, room.w / safe.w, room.h / safe.h);
}
