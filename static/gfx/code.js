// The code that people scan. It is fetched once and kept, so that it is there when the
// line is not, and a picture that has it on it comes with it: a plate that is empty for
// a moment, as after a reload on air, is seen by everybody.

/** @typedef {Pick<HTMLImageElement, 'src' | 'alt' | 'decoding' | 'onload' | 'onerror' | 'cloneNode'>} Picture */
/** @typedef {{ image: Picture, failed: boolean, coming: Promise<void> | null }} Code coming is null when nobody waits for it any more */

const codeWaitMs = 3000; // as long as for the letters
const scenesWithCode = ['join-qr', 'lineup'];

/**
 * @param {string} base address of the server
 * @param {() => Picture} [blank]
 */
export function makeCode(base, blank = () => new Image()) {
  /** @type {Map<string, Code>} by where it leads */
  const kept = new Map();

  /** @param {string} url @param {Code} code @returns {Promise<void>} kept when it is there, has failed, or has taken too long */
  function fetched(url, code) {
    return new Promise((resolve) => {
      const late = setTimeout(resolve, codeWaitMs);
      const end = (/** @type {boolean} */ failed) => {
        code.failed = failed;
        clearTimeout(late);
        resolve();
      };
      code.image.onload = () => end(false);
      code.image.onerror = () => end(true);
      code.image.decoding = 'sync'; // painted with what stands around it, and not a moment later
      code.image.alt = '';
      code.image.src = `${base}/screen/qr.svg?to=${encodeURIComponent(url)}`; // browsers keep it for minutes: another target is another address
    });
  }

  /** One that has failed is asked for again with the next picture. @param {string} url */
  function codeTo(url) {
    const known = kept.get(url);
    if (known && !known.failed) return known;
    /** @type {Code} */ const code = { image: blank(), failed: false, coming: null };
    const coming = fetched(url, code).then(() => { code.coming = null; });
    if (!known) code.coming = coming; // pictures wait for the first answer alone: nothing else on the output is held up for more
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
     * @returns {Promise<unknown> | null} null when none is waited for; three seconds after it was asked for none is
     */
    wait(layers) {
      const coming = layers.filter(({ scene }) => scenesWithCode.includes(scene)).map(({ data }) => codeTo(data.url || '').coming).filter((one) => one !== null);
      return coming.length === 0 ? null : Promise.all(coming);
    },
  };
}
