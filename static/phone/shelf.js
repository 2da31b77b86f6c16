/**
 * One text that outlives the page, where the browser lets it.
 * @param {string} name
 */
export function shelf(name) {
  return {
    get() {
      try {
        return localStorage.getItem(name) || '';
      } catch {
        return '';
      }
    },
    /** @param {string} text "" removes it */
    put(text) {
      try {
        if (text) localStorage.setItem(name, text);
        else localStorage.removeItem(name);
      } catch {
        return;
      }
    },
  };
}
