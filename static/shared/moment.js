/**
 * When a form opens or closes, with the day: it may be weeks away.
 * @param {number} seconds Unix @param {string} lang
 */
export function moment(seconds, lang) {
  const time = new Date(seconds * 1000);
  const minutes = time.getMinutes();
  return time.toLocaleDateString(lang, { month: 'long', day: 'numeric' }) + ' ' + time.getHours() + ':' + (minutes < 10 ? '0' : '') + minutes;
}
