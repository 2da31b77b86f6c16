// What a shell asks for: it never changes its address, and knows which script is the
// newest, and which one this browser can read.
/** @param {any} scripts */
(function (scripts) {
  'use strict';
  var me = /** @type {HTMLScriptElement} */ (document.currentScript);
  var found = /Chrom(?:e|ium)\/(\d+)/.exec(navigator.userAgent);
  var tag = document.createElement('script');
  var name;
  tag.src = me.src.replace(/\/gfx\/load\.js.*$/, '') + (found && Number(found[1]) < scripts.from ? scripts.old : scripts.now);
  for (name in me.dataset) tag.dataset[name] = me.dataset[name];
  document.head.appendChild(tag);
})(/** @type {any} */ ({}));
