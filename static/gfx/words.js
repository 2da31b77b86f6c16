// Sentences by key, in the language of the output.

import { sentences } from './sentences.js';

/** @typedef {(key: string, values?: Record<string, string | number>) => string} Say */

/**
 * A key without a sentence shows itself, so that it is seen and not silently
 * empty. A language that is not there is read in Chinese.
 * @param {string} lang
 * @param {Record<string, Record<string, string>>} [table]
 * @returns {Say}
 */
export function sayIn(lang, table = sentences) {
  const words = table[lang] || table['zh-CN'] || {};
  return (key, values = {}) => (words[key] || key).replace(/\{([a-z]+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

const dayLetters = '月日'; // of the day on which a form opens, which the browser writes

/** All sentences of a language, for whoever has to have their letters at hand. @param {string} lang */
export function lettersOf(lang) {
  return Object.values(sentences[lang] || sentences['zh-CN'] || {}).join('') + dayLetters;
}
