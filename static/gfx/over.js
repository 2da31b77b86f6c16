// What lies over every scene: the mark of a rehearsal and the guides of the engineer.

import { el } from './dom.js';

export const markWords = '演练 REHEARSAL';

/** The mark of a rehearsal: across the whole picture, in every scene and both languages. */
export function makeMark() {
  const rows = [0, 1, 2].map(() => el('p', 'mark-row', `${markWords}　${markWords}`));
  const mark = el('div', 'mark', el('div', 'mark-field', ...rows), el('p', 'mark-badge', markWords));
  mark.hidden = true;
  return mark;
}

/** Action safe and graphics safe, 3.5 and 5 percent from the edges. */
export function makeGuides() {
  return el('div', 'guides', el('i', 'guide-action'), el('i', 'guide-graphics'), el('i', 'guide-cross'));
}
