// How a grade looks: a colour from blue to orange, a pattern, and a disc that
// is full for the best grade and empty for the last. Colour is never alone.

/**
 * @typedef {{ tone: string, fullness: number }} Look
 * tone is a step of the scale in tokens.css, from 0, the best, to 4; fullness is the filled part of the disc, 0 to 1.
 */

/**
 * One look for each bar, in their order. Grades outside the base are grey.
 * @param {{ in_base: boolean }[]} bars
 * @returns {Look[]}
 */
export function looksOf(bars) {
  const graded = bars.filter((bar) => bar.in_base).length;
  let place = 0;
  return bars.map((bar) => {
    if (!bar.in_base) return { tone: 'none', fullness: 0 };
    return lookAt(place++, graded);
  });
}

/**
 * @param {number} place from 0, the best
 * @param {number} of
 * @returns {Look}
 */
function lookAt(place, of) {
  return { tone: toneAt(place, of), fullness: of > 1 ? 1 - place / (of - 1) : 1 };
}

/**
 * The same steps as on the phone and the desk (Tones in tone.go): a grade
 * that is blue in the hand is blue on the wall.
 * @param {number} place
 * @param {number} of
 */
function toneAt(place, of) {
  if (of <= 1) return '0';
  if (of === 3) return '014'.charAt(place); // the second of three is still on the good side
  if (of === 4) return '0134'.charAt(place); // none is in the middle
  return String(Math.floor((Math.floor((place * 8) / (of - 1)) + 1) / 2));
}
