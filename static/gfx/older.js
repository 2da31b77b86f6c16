// What Chromium 71 lacks of what the script of an output calls.
(function () {
  'use strict';
  /** @param {any} on @param {string} name @param {any} value */
  function define(on, name, value) {
    if (!on[name]) Object.defineProperty(on, name, { value: value, writable: true, configurable: true });
  }
  [Element.prototype, Document.prototype, DocumentFragment.prototype].forEach(function (kind) {
    define(kind, 'replaceChildren', /** @this {any} */ function () {
      while (this.firstChild) this.removeChild(this.firstChild);
      this.append.apply(this, arguments);
    });
  });
  define(Object, 'fromEntries', function (/** @type {any} */ pairs) {
    /** @type {any} */ var made = {};
    Array.from(pairs).forEach(function (/** @type {any} */ pair) { made[pair[0]] = pair[1]; });
    return made;
  });
  define(String.prototype, 'matchAll', /** @this {string} @param {any} pattern */ function (pattern) {
    /** @type {any[]} */ var all = [];
    this.replace(pattern, function () { all.push(Array.prototype.slice.call(arguments, 0, -2)); return ''; });
    return all;
  });
  // The movements below a node; this browser knows those of a whole page.
  define(Element.prototype, 'getAnimations', /** @this {Element} */ function () {
    var node = this;
    var line = /** @type {any} */ (document.timeline);
    var all = document.getAnimations ? document.getAnimations() : line && line.getAnimations ? line.getAnimations() : [];
    return all.filter(function (/** @type {any} */ movement) { return movement.effect && node.contains(movement.effect.target); });
  });
})();
