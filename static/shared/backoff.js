/**
 * How long to wait before the next attempt: 1, 2, 4 … 30 seconds, each up to
 * half as long again, so that a hall of phones does not come back in step.
 * @param {number} attempt counts from 0
 * @param {number} random from 0 to 1
 * @returns {number} milliseconds
 */
export function backoff(attempt, random) {
  const plain = Math.min(30000, 1000 * Math.pow(2, Math.min(attempt, 10)));
  return Math.round(plain * (1 + random / 2));
}
