// An output inside a graphic of OGraf: the host makes an element, and a shadow root
// of it keeps the styles of the two apart. One host shows many of these, puts them
// away without a word, and never loads its page anew.

import { el } from './dom.js';
import { dressed } from './dress.js';
import { idsIn } from './host.js';
import { Output } from './output.js';

/**
 * @typedef {{ base: string, out: string, token: string, scene: string, kind: string, width: number, height: number }} Wish
 * scene is the only one that is drawn, "" for whatever is on the output.
 */

const goneMs = 1500; // an out animation takes far less

/**
 * Begins to draw. Nothing is painted before play.
 * @param {ShadowRoot} place
 * @param {Wish} wish
 */
export function attach(place, wish) {
  const address = import.meta.url;
  const folder = address.slice(0, address.lastIndexOf('/') + 1);
  const fonts = new URL('../fonts/', address).href;
  const build = (/\/s\/([0-9a-f]+)\//.exec(address) || [])[1] || '';
  const root = el('main', '');
  place.append(root);
  const factor = Math.min(wish.width / 1920, wish.height / 1080);
  if (factor !== 1) root.style.transform = `scale(${factor})`;
  const output = new Output({
    root, base: wish.base, fonts, out: wish.out, token: wish.token, held: true, host: wish.kind, build, pass: '', safe: false, key: '',
  });
  output.stage.only = wish.scene;
  dressed(place, folder).then(() => output.connect());
  return {
    /** Kept when the first picture is there, with its letters: a play from then on waits for nothing. */
    ready: output.first,
    update: (/** @type {any} */ data) => output.tune(idsIn(data)),
    /** @param {boolean} instant */
    play(instant) {
      output.play();
      if (instant) output.stage.jump();
    },
    /** Of the picture that is on; 0 when none is. */
    steps: () => output.steps(),
    /** Resolves when what was on is painted no more, whatever comes meanwhile. @param {boolean} instant */
    async stop(instant) {
      output.stop();
      if (instant) output.stage.jump();
      const begun = Date.now();
      while (output.stage.going.size > 0 && Date.now() - begun < goneMs) await new Promise((resolve) => { setTimeout(resolve, 20); });
    },
    state: () => output.state(),
    end() {
      output.end();
      root.remove();
    },
  };
}
