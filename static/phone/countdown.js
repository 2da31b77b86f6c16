import { beijing } from '../shared/moment.js';

/**
 * The time that is left, quiet until the last minute. What is spoken changes
 * twice only: a screen reader has better things to read than seconds.
 * @param {number} deadline Unix seconds, 0 for none
 * @param {number} now the server's time in milliseconds
 * @param {Phone.Say} say
 */
export function countdown(deadline, now, say) {
  if (!deadline) return { clock: '', near: false, until: '', sayLeft: '' };
  const left = Math.max(0, Math.ceil(deadline - now / 1000));
  const until = say('until', { time: beijing(deadline).slice(11) });
  const near = left <= 60;
  const spoken = left > 50 && left <= 60 || left > 10 && left <= 15;
  let clock = until;
  if (near) clock = left === 0 ? say('time-up') : say('left', { time: Math.floor(left / 60) + ':' + ('0' + left % 60).slice(-2) });
  return { clock, near, until, sayLeft: spoken ? say('say-left', { seconds: left > 15 ? 60 : 15 }) : '' };
}
