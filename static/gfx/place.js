// Where the layers lie, and where they go when the station has something of its
// own there: pure, in pixels of a picture of 1920 by 1080.

/**
 * @typedef {import('./frame.js').Rect} Rect
 * @typedef {{ bug: string, qr: string, side: string, lift: number, ticker: number,
 *   full: { x: number, y: number, scale: number, above: number, below: number }, warnings: string[] }} Places
 * bug and qr are corners: tr is top right. lift is how far the lower third stands
 * above its place, ticker the same of the crawl. A whole picture gives up so much above and below, or is drawn smaller. warnings names what still meets a reserved rectangle.
 */

const safe = { x: 96, y: 54, w: 1728, h: 972 };
const bottom = safe.y + safe.h;
const gap = 12;
/** How tall the lower third of a scene is. @type {Record<string, number>} */
const lowerHeights = { countdown: 200, 'live-bars': 425, 'score-card': 500, verdict: 530 };
/** What the lines of a strap add to it, by how many there are. */
const strapLines = [0, 88, 150, 186];
const tickerHeight = 72;
/** The middle of the mark of a rehearsal: a whole picture stands below it. */
const markPlate = { x: 640, y: safe.y, w: 640, h: 100 };
const columnHeight = 160;

/** How many rows of columns the grades take under the divided bar of a lower third. @param {number} grades */
export function columnRows(grades) {
  if (grades <= 5) return 1;
  return grades <= 8 ? 2 : Math.ceil(grades / 8);
}

/** @type {Record<string, Rect>} */
const corners = {
  tr: { x: 1064, y: 54, w: 760, h: 84 }, tl: { x: 96, y: 54, w: 760, h: 84 },
  br: { x: 1064, y: 942, w: 760, h: 84 }, bl: { x: 96, y: 942, w: 760, h: 84 },
};
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
 * @param {string} [lower] the scene of the lower third
 * @param {{ name?: string, lines?: string[], bars?: any[], criteria?: any[] }} [data] of the lower third: how tall it is
 * @param {boolean} [plate] the mark of a rehearsal stands at the top, as it does on the colour of a key
 * @returns {Places}
 */
export function placesOf(reserved, on, lower = '', data = {}, plate = false) {
  const rows = data.criteria ? 1 : columnRows((data.bars || []).length);
  const lowerHeight = lower === 'strap' ? strapHeight(data) : (lowerHeights[lower] || 330) + (rows - 1) * columnHeight;
  const crawls = on.includes('ticker');
  /** @type {string[]} */
  const warnings = [];
  const pick = (/** @type {string} */ what, /** @type {Record<string, Rect>} */ from, /** @type {Rect[]} */ also = []) => {
    const found = Object.keys(from).find((name) => free(from[name] || safe, [...reserved, ...also]));
    if (!found) warnings.push(what);
    return found || Object.keys(from)[0] || '';
  };
  const bug = pick('bug', corners);
  const ticker = liftOf(tickerHeight, 0, reserved);
  const lift = liftOf(lowerHeight, crawls ? ticker + tickerHeight + gap : 0, reserved);
  if (crawls && ticker > bottom / 2) warnings.push('ticker');
  if (lift > 420) warnings.push('lower');
  const side = pick('side', sides);
  /** @type {Rect[]} */
  const taken = [];
  if (crawls) taken.push({ x: safe.x, y: bottom - tickerHeight - ticker, w: safe.w, h: tickerHeight });
  if (on.includes('bug')) taken.push(corners[bug] || safe);
  const full = roomOf([...reserved, ...taken, ...(plate ? [markPlate] : [])]);
  if (on.includes('lower')) taken.push({ x: safe.x, y: bottom - lowerHeight - lift, w: safe.w, h: lowerHeight });
  if (on.includes('side')) taken.push(sides[side] || safe);
  const qr = pick('qr', qrCorners, taken);
  if (full.scale < 0.8) warnings.push('full');
  return { bug, qr, side, lift, ticker, full, warnings };
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
