// The font of the displays, loaded slice by slice: a picture asks for the type of
// its own words before it is shown, and is told when some of them cannot be drawn.
// The slices are added to the document by script and not by a style sheet, so that
// they also hold inside the closed shadow root that some hosts put a picture in.

/**
 * @typedef {{ normal: string, bold?: string, has: string }} Slice one file for all weights, or one up to 599 and one from 600
 * @typedef {{ ready: boolean, uncovered: string[] }} Type ready: all that can be drawn is loaded; uncovered: texts with a character that no slice has
 * @typedef {(texts: Iterable<string>, most?: number) => Promise<Type>} FontsFor waits for at most so many milliseconds
 * @typedef {{ add: (face: FontFace) => unknown, delete: (face: FontFace) => unknown }} Faces
 * @typedef {{ faces: Faces, face: (address: string, descriptors: FontFaceDescriptors) => FontFace, read: (address: string) => Promise<{ slices: Slice[] }> }} Page
 */

const fontFamily = 'Pingyi Sans';
const fontWaitMs = 3000;

// A text asks for one of two faces by its weight. All slices of a face must say the
// same range, or a browser takes them for another face and looks in only one.
const lightWeights = '1 599';
const heavyWeights = '600 1000';

/** What leaves no mark on a picture is never missing. */
const unseenCharacter = /^[\s\p{Cf}\p{Variation_Selector}]$/u;

/**
 * @param {string} base where the slices lie, with a slash at its end, such as "/s/…/fonts/"
 * @param {Page} [page]
 * @returns {FontsFor}
 */
export function createFonts(base, page = browserPage()) {
  /** @type {Promise<(character: string) => Slice | undefined> | null} */ let list = null;
  /** @type {Map<Slice, Promise<unknown>>} */ const loads = new Map();

  /** The list is read once; when that failed, again with the next picture. */
  function finder() {
    if (!list) {
      const reading = page.read(base + 'slices.json').then((read) => finderOf(read.slices));
      reading.catch(() => { list = null; });
      list = reading;
    }
    return list;
  }

  /** @param {Slice} slice @param {string} name @param {string} weight */
  function loadFace(slice, name, weight) {
    const source = `url("${base}${name}.woff2") format("woff2")`;
    const face = page.face(source, { weight, unicodeRange: unicodeRangeOf(slice.has), display: 'block' });
    page.faces.add(face);
    return face.load().catch((/** @type {unknown} */ error) => {
      page.faces.delete(face); // or the browser keeps it as one that has no character at all
      throw error;
    });
  }

  /** @param {Slice} slice */
  function load(slice) {
    let both = loads.get(slice);
    if (!both) {
      both = Promise.all([loadFace(slice, slice.normal, lightWeights), loadFace(slice, slice.bold || slice.normal, heavyWeights)]);
      both.catch(() => { loads.delete(slice); });
      loads.set(slice, both);
    }
    return both;
  }

  return async function fontsFor(texts, most = fontWaitMs) {
    const all = [...texts];
    /** @type {Type} */ const type = { ready: false, uncovered: [] };
    const work = finder().then((find) => {
      type.uncovered = all.filter((text) => [...text].some((character) => !unseenCharacter.test(character) && !find(character)));
      const characters = new Set('0' + all.join('')); // figures are loaded with whatever comes first
      const needed = new Set([...characters].map(find));
      return Promise.all([...needed].map((slice) => slice && load(slice)));
    }).then(() => { type.ready = true; }, () => {}); // a slice that did not come is asked for again by the next picture
    await waitAtMost(work, most);
    return { ready: type.ready, uncovered: type.uncovered };
  };
}

const sharedKey = Symbol.for('pingyi fonts');

/**
 * The font of a page, once for all pictures in it: a host may show many graphics on one page, each from a file of its own.
 * @param {string} base
 * @param {any} [keeper] what all of the page's scripts see
 * @param {() => FontsFor} [create]
 * @returns {FontsFor}
 */
export function sharedFonts(base, keeper = document.fonts, create = () => createFonts(base)) {
  /** @type {Map<string, FontsFor>} */ const kept = keeper[sharedKey] || new Map();
  keeper[sharedKey] = kept;
  const fonts = kept.get(base) || create();
  kept.set(base, fonts);
  return fonts;
}

/** Waits for the work, though no longer than that. @param {Promise<unknown>} work @param {number} most milliseconds */
function waitAtMost(work, most) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */ let timer;
  const late = new Promise((resolve) => { timer = setTimeout(resolve, most); });
  return Promise.race([work.then(() => clearTimeout(timer)), late]);
}

/** @returns {Page} */
function browserPage() {
  return {
    faces: /** @type {any} */ (document.fonts),
    face: (source, descriptors) => new FontFace(fontFamily, source, descriptors),
    read: async (address) => {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
      return answer.json();
    },
  };
}

/**
 * The runs of characters of a slice, with both ends. They are written as how many
 * characters are left out and, behind a dot, how many follow the first; in base 36.
 * @param {string} has
 * @returns {[number, number][]}
 */
export function runsOf(has) {
  let next = 0;
  return has.split(' ').map((part) => {
    const [gap, more] = part.split('.');
    const first = next + parseInt(gap, 36);
    next = first + parseInt(more || '0', 36) + 1;
    return [first, next - 1];
  });
}

/** @param {string} has */
function unicodeRangeOf(has) {
  return runsOf(has).map(([first, last]) => `U+${first.toString(16)}-${last.toString(16)}`).join();
}

/**
 * Finds the slice of a character.
 * @param {Slice[]} all
 * @returns {(character: string) => Slice | undefined}
 */
function finderOf(all) {
  const runs = all.flatMap((slice) => runsOf(slice.has).map(([first, last]) => ({ first, last, slice }))).sort((a, b) => a.first - b.first);
  return (character) => {
    const point = character.codePointAt(0) || 0;
    let [low, high] = [0, runs.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (runs[middle].last < point) low = middle + 1;
      else high = middle;
    }
    return low < runs.length && runs[low].first <= point ? runs[low].slice : undefined;
  };
}
