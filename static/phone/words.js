/**
 * Sentences by key, with {name}s filled in. A key without a sentence shows
 * itself, so that it is seen and not silently empty.
 * @param {{[key: string]: string}} words
 * @returns {Phone.Say}
 */
export function createSay(words) {
  return (key, values = {}) => (words[key] || key).replace(/\{([a-z]+)\}/g, (_, name) => String(values[name]));
}
