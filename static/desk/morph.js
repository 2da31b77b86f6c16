// Makes what stands on a page what another page has, without taking away what a
// person is doing there: a field that is typed in is the same field afterwards, with
// its text, its caret and whatever an input method has half composed in it.

/**
 * What makes two parts one and the same, "" for what has nothing but its place. A part
 * about something else than before has another key: nobody's words are to be put
 * under another name.
 * @param {Node} node
 */
function keyOf(node) {
  if (!(node instanceof HTMLElement)) return '';
  if (node instanceof HTMLOptionElement) return node.value;
  return node.id || node.dataset.key || node.getAttribute('aria-labelledby') || '';
}

/** @param {Node} a @param {Node} b */
function same(a, b) {
  return a.nodeName === b.nodeName && keyOf(a) === keyOf(b);
}

/**
 * @param {Node | null} from @param {Node} wanted
 * @returns {Node | null} the next of these siblings that is the same; what has no key is looked for in its place only
 */
function find(from, wanted) {
  if (!from || same(from, wanted) || !keyOf(wanted)) return from && same(from, wanted) ? from : null;
  return find(from.nextSibling, wanted);
}

/**
 * @param {Element} old @param {Element} fresh
 * @param {(field: Element) => boolean} typed whether the text that the page came with is a person's
 */
function attributes(old, fresh, typed) {
  // Whether a fold is open is up to the reader.
  const left = (/** @type {string} */ name) => (name === 'open' && old instanceof HTMLDetailsElement) || (name === 'value' && typed(old));
  for (const { name, value } of fresh.attributes) if (!left(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
  for (const { name } of [...old.attributes]) if (!left(name) && !fresh.hasAttribute(name)) old.removeAttribute(name);
}

/**
 * Makes old what fresh is. What carries data-own stays what it is.
 * @param {Element} old @param {Element} fresh @param {(field: Element) => boolean} typed
 */
export function morph(old, fresh, typed) {
  if (old.hasAttribute('data-own')) return;
  attributes(old, fresh, typed);
  let at = old.firstChild;
  for (const wanted of fresh.childNodes) {
    const found = find(at, wanted);
    if (!found) {
      old.insertBefore(document.importNode(wanted, true), at);
      continue;
    }
    while (at && at !== found) at = discard(at);
    at = found.nextSibling;
    if (found instanceof Element) morph(found, /** @type {Element} */ (wanted), typed);
    else if (found.nodeValue !== wanted.nodeValue) found.nodeValue = wanted.nodeValue;
  }
  while (at) at = discard(at);
}

/** @param {ChildNode} node @returns {ChildNode | null} the one after it */
function discard(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}
