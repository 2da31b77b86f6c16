// The code that people scan. It is fetched once and kept, so that it is there when the
// line is not, and a picture that has it on it comes with it: a plate that is empty for
// a moment, as after a reload on air, is seen by everybody.

/** @typedef {Pick<HTMLImageElement, 'src' | 'alt' | 'decoding' | 'onload' | 'onerror' | 'cloneNode'>} Picture */

const codeWaitMs = 3000; // as long as for the letters
const scenesWithCode = ['join-qr', 'lineup'];

/**
 * @param {string} base address of the server
 * @param {() => Picture} [blank]
 */
export function makeCode(base, blank = () => new Image()) {
  /** @type {Map<string, { image: Picture, there: boolean, come: Promise<void> }>} by where it leads */
  const kept = new Map();

  /** @param {string} url */
  function codeTo(url) {
    const known = kept.get(url);
    if (known) return known;
    const image = blank();
    const code = { image, there: false, come: Promise.resolve() };
    code.come = new Promise((resolve) => {
      image.onload = () => { code.there = true; resolve(); };
      image.onerror = () => { kept.delete(url); resolve(); }; // the next picture asks again
    });
    image.decoding = 'sync'; // painted with what stands around it, and not a moment later
    image.alt = '';
    image.src = `${base}/screen/qr.svg`;
    kept.set(url, code);
    return code;
  }

  return {
    /** @param {string} url @returns {HTMLImageElement} */
    of(url) {
      const copy = /** @type {HTMLImageElement} */ (codeTo(url).image.cloneNode());
      copy.className = 'qr';
      return copy;
    },
    /**
     * @param {{ scene: string, data: any }[]} layers
     * @returns {Promise<unknown> | null} null when every code is there; it is waited for three seconds at most
     */
    wait(layers) {
      const coming = layers.filter(({ scene }) => scenesWithCode.includes(scene)).map(({ data }) => codeTo(data.url || '')).filter(({ there }) => !there);
      if (coming.length === 0) return null;
      return new Promise((resolve) => {
        const late = setTimeout(resolve, codeWaitMs, null);
        Promise.all(coming.map(({ come }) => come)).then(() => {
          clearTimeout(late);
          resolve(null);
        });
      });
    },
  };
}
