// A picture that an output had, drawn again in a page that holds all it needs: no server, no line.
// Nothing moves, and the clock stands at the moment the picture is of.

import { el } from './dom.js';
import { fitWindow } from './fit.js';
import { Stage } from './stage.js';

/** @param {HTMLElement} root */
async function drawStill(root) {
  const { frame, at, code } = JSON.parse(String(document.getElementById('still')?.textContent));
  const stage = new Stage(root, {
    now: () => at, qr: () => codeFrom(code), health: () => ({ fps: frame.output.rate, seq: frame.seq }), pass: '', safe: false, key: '', changed: () => {},
  });
  await Promise.all([...document.fonts].map((face) => face.load())).catch(() => {}); // texts are measured to fit
  stage.page = document.documentElement;
  fitWindow(root);
  addEventListener('resize', () => fitWindow(root));
  stage.show(frame, true);
  stage.jump();
  root.dataset.drawn = 'true';
}

/** @param {string} address of the picture of the code, "" where none was given */
function codeFrom(address) {
  const image = address ? new Image() : el('span', '');
  if (image instanceof HTMLImageElement) image.src = address;
  image.className = 'qr';
  return image;
}

const stillRoot = document.getElementById('gfx');
if (stillRoot) drawStill(stillRoot);
