// The type of a picture is loaded before the picture is shown. It is waited for
// three seconds at most: a picture in the system's type is better than none.

const family = '"Pingyi Sans"';
const weights = ['500', '700'];
const mostMs = 3000;

/** @param {Document} page */
export function makeType(page) {
  const seen = new Set();
  let waiting = 0;
  return {
    ready: () => waiting === 0,
    /**
     * @param {string} text
     * @returns {Promise<void> | null} null when every letter was asked for before
     */
    wait(text) {
      const fresh = [...new Set(text)].filter((letter) => !seen.has(letter)).join('');
      if (fresh === '' || !page.fonts) return null;
      for (const letter of fresh) seen.add(letter);
      waiting += 1;
      const loads = weights.map((weight) => page.fonts.load(`${weight} 64px ${family}`, fresh));
      const most = new Promise((resolve) => { setTimeout(resolve, mostMs); });
      const done = () => { waiting -= 1; };
      return Promise.race([Promise.all(loads), most]).then(done, done);
    },
  };
}
