/** @param {string} id @returns {HTMLElement} */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error('no element ' + id);
  return element;
}

/** @param {string} id @param {string} text is written only when it differs: live regions speak on every write */
export function setText(id, text) {
  const element = byId(id);
  if (element.textContent !== text) element.textContent = text;
}

/** @param {string} id @param {boolean} shown */
export function show(id, shown) {
  const element = byId(id);
  if (element.hidden === shown) element.hidden = !shown;
}

/** @param {string} tag @param {string} className @param {string} text */
export function make(tag, className, text) {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}
