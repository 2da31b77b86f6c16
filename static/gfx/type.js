// The letters of a picture are loaded before the picture is shown. They are waited
// for three seconds at most: a picture in the system's type is better than none.

/** @param {import('./fonts.js').FontsFor} fontsFor */
export function makeType(fontsFor) {
  const seen = new Set();
  let waiting = 0;
  let missing = false;
  /** @type {Promise<void>} all that is on its way */ let coming = Promise.resolve();
  return {
    /** Every letter that was asked for is there. */
    ready: () => waiting === 0 && !missing,
    /**
     * @param {string} text
     * @returns {Promise<void> | null} null when every letter is there
     */
    wait(text) {
      const fresh = [...new Set(text)].filter((letter) => !seen.has(letter));
      if (fresh.length === 0) return waiting === 0 ? null : coming;
      for (const letter of fresh) seen.add(letter);
      waiting += 1;
      const these = fontsFor([fresh.join('')]).then(({ ready }) => {
        waiting -= 1;
        missing = !ready;
        if (!ready) for (const letter of fresh) seen.delete(letter); // the next picture asks again
      });
      coming = Promise.all([coming, these]).then(() => {});
      return coming;
    },
  };
}
