// The one clock that people read: that of Beijing, wherever a phone or a machine is, as the
// package beijing tells it on the server. China keeps one time, eight hours ahead of UTC
// in summer and winter.

/** @param {number} seconds Unix @returns {string} 2026-11-27T08:05:03 */
export function beijing(seconds) {
  return new Date((seconds + 28800) * 1000).toISOString().slice(0, 19);
}

/**
 * When a form opens or closes, with the day: it may be weeks away.
 * @param {number} seconds Unix @param {string} lang
 */
export function moment(seconds, lang) {
  const text = beijing(seconds);
  return new Date(text.slice(0, 10)).toLocaleDateString(lang, { month: 'long', day: 'numeric', timeZone: 'UTC' }) + ' ' + text.slice(11, 16);
}
