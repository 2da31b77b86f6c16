// How a grade looks: a colour from blue to orange, a pattern, and a disc that
// is full for the best grade and empty for the last. Colour is never alone.

/**
 * @typedef {{ tone: string, fullness: number }} Look
 * tone names a class of the style sheet; fullness is the filled part of the disc, 0 to 1.
 */

/** The tones from satisfied to dissatisfied, for each number of grades. */
const scales = [
  [],
  ['best'],
  ['best', 'worst'],
  ['best', 'low', 'worst'],
  ['best', 'good', 'low', 'worst'],
  ['best', 'good', 'middle', 'low', 'worst'],
  ['best', 'good', 'middle', 'fair', 'low', 'worst'],
];

/**
 * One look for each bar, in their order. Grades outside the base are grey.
 * @param {{ in_base: boolean }[]} bars
 * @returns {Look[]}
 */
export function looksOf(bars) {
  const graded = bars.filter((bar) => bar.in_base).length;
  let place = 0;
  return bars.map((bar) => {
    if (!bar.in_base) return { tone: 'outside', fullness: 0 };
    return lookAt(place++, graded);
  });
}

/**
 * @param {number} place from 0, the best
 * @param {number} of
 * @returns {Look}
 */
function lookAt(place, of) {
  const scale = scales[Math.min(of, scales.length - 1)] ?? [];
  const along = of > 1 ? place / (of - 1) : 0;
  const tone = scale[Math.round(along * (scale.length - 1))] ?? 'best';
  return { tone, fullness: 1 - along };
}
