import { backoff } from '../shared/backoff.js';
import { judge, withoutBallot } from './outbox.js';

/**
 * Sends waiting ballots, the newest first, one at a time, each with the same
 * identifier until a definite answer. It starts held, until it is known whose
 * card this phone holds.
 * @param {object} on
 * @param {() => Phone.Ballot[]} on.read
 * @param {(box: Phone.Ballot[]) => void} on.write
 * @param {(ballot: Phone.Ballot) => Promise<Phone.Answer>} on.post never fails
 * @param {(run: () => void, ms: number) => any} on.later
 * @param {(timer: any) => void} on.cancel
 * @param {() => number} on.random
 * @param {(ballot: Phone.Ballot, answer: Phone.Answer, verdict: string) => void} on.settled
 * @param {() => void} on.changed
 */
export function createSender(on) {
  let held = true;
  let busy = false;
  let attempt = 0;
  /** @type {'' | 'net' | 'busy'} */
  let trouble = '';
  /** @type {any} */
  let timer = null;

  function next() {
    on.cancel(timer);
    const box = on.read();
    if (held || busy || box.length === 0) return;
    const ballot = box[box.length - 1];
    busy = true;
    on.changed();
    on.post(ballot).then(answer => {
      busy = false;
      answered(ballot, answer);
      on.changed();
    });
  }

  /** @param {Phone.Ballot} ballot @param {Phone.Answer} answer */
  function answered(ballot, answer) {
    const said = answer.data || {};
    const verdict = judge(answer.status, said.code, said.receipt);
    if (verdict === 'retry') {
      trouble = answer.status === 0 ? 'net' : 'busy';
      timer = on.later(next, Math.max(answer.wait, backoff(attempt, on.random())));
      attempt += 1;
      return;
    }
    trouble = '';
    if (verdict === 'blocked') {
      held = true;
      attempt += 1;
    } else {
      attempt = 0;
      on.write(withoutBallot(on.read(), ballot.id));
    }
    on.settled(ballot, answer, verdict);
    next();
  }

  return {
    trouble: () => trouble,
    hold() { held = true; },
    // After a ballot was turned away although the card is said to be fine, the
    // next attempt waits like any other: the two answers may disagree for long.
    release() {
      if (!held) return;
      held = false;
      if (attempt === 0) next();
      else timer = on.later(next, backoff(attempt - 1, on.random()));
    },
    /** The network or the person is back: do not sit out the pause. */
    wake() {
      attempt = 0;
      next();
    },
  };
}
