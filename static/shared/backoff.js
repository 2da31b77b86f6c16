/**
 * How long to wait before the next attempt: 1, 2, 4 … 30 seconds, or from the
 * least to the most that is given; each up to half as long again, so that a
 * hall of phones does not come back in step.
 * @param {number} attempt counts from 0
 * @param {number} random from 0 to 1
 * @param {number} [least] milliseconds
 * @param {number} [most] milliseconds
 * @returns {number} milliseconds
 */
export function backoff(attempt, random, least = 1000, most = 30000) {
  const plain = Math.min(most, least * Math.pow(2, Math.min(attempt, 10)));
  return Math.round(plain * (1 + random / 2));
}
