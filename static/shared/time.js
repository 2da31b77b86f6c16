/**
 * Whole seconds until a deadline, never negative. The last second is shown as
 * 1 until it is over, so 0 means that the time is up.
 * @param {number} deadline Unix seconds
 * @param {number} now Unix milliseconds
 */
export function secondsLeft(deadline, now) {
  return Math.max(0, Math.ceil((deadline * 1000 - now) / 1000));
}

/**
 * Whole days and hours, for a time that nobody counts in seconds; null below a day.
 * @param {number} seconds
 */
export function daysLeft(seconds) {
  const hours = Math.floor(seconds / 3600);
  return hours < 24 ? null : { days: Math.floor(hours / 24), hours: hours % 24 };
}

/**
 * Days and hours, or hours and minutes, for the sentences "days" and "hours"; null in
 * the last hour, which is counted in seconds.
 * @param {number} seconds
 */
export function longLeft(seconds) {
  const days = daysLeft(seconds);
  if (days) return { sentence: 'days', values: days };
  const hours = Math.floor(seconds / 3600);
  return hours > 0 ? { sentence: 'hours', values: { hours, minutes: Math.floor(seconds / 60) % 60 } } : null;
}

/**
 * Writes seconds as "00:30" or "1:05:00", with a constant width while it runs.
 * @param {number} seconds
 */
export function clockText(seconds) {
  const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}
