/** Fits the picture of 1920 by 1080 into the window, in the middle; whether it fills it is said on the page. @param {HTMLElement} root */
export function fitWindow(root) {
  const factor = Math.min(innerWidth / 1920, innerHeight / 1080);
  const [left, top] = [(innerWidth - 1920 * factor) / 2, (innerHeight - 1080 * factor) / 2];
  root.style.transform = factor === 1 && left === 0 && top === 0 ? 'none' : `translate(${left}px, ${top}px) scale(${factor})`;
  document.documentElement.dataset.shape = Math.abs(innerWidth * 9 - innerHeight * 16) < 16 ? 'whole' : 'other';
}
