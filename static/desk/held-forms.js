// A form is sent when the server has said that somebody is logged in. Else its page would be left for that of the log-in, and
// what was filled in would be gone.

/**
 * Has every form of a page ask first, and stay where it is while nobody is logged in.
 * @param {object} page
 * @param {() => Promise<void>} page.ask asks the server who is logged in; where that is not known within its patience, the form goes
 * @param {() => boolean} page.isOver whether nobody is, as far as is known
 * @param {() => boolean} [page.isSure] whether a press can rely on that
 * @param {(changed: boolean) => void} page.held says that a press was not carried out: since nobody is, or since the page has changed under it
 * @param {() => void} [page.goes] a form is sent
 */
export function holdForms({ ask, isOver, isSure = () => false, held, goes = () => {} }) {
  /** @type {Set<HTMLFormElement>} those whose press waits for the answer */
  const waits = new Set();
  let passes = false; // and is let by when that has come

  /** @param {HTMLFormElement} form @param {HTMLElement | null} submitter */
  async function send(form, submitter) {
    waits.add(form);
    await ask();
    waits.delete(form);
    if (isOver()) return held(false);
    if (!(submitter ?? form).isConnected) return held(true);
    passes = true;
    form.requestSubmit(submitter);
    passes = false;
  }

  document.addEventListener('submit', (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!isOver() && !waits.has(form) && (passes || isSure())) return goes();
    event.preventDefault();
    event.stopPropagation(); // the page's own module would take it for sent
    if (isOver()) held(false);
    else if (!waits.has(form)) send(form, event.submitter); // else it was pressed twice
  }, true);
}
