import { backoff } from '../shared/backoff.js';
import { addBallot, ballotID, outcomeOf, ownBallots, waitingFor } from './outbox.js';
import { createSender } from './sender.js';

/**
 * What one phone knows and does: the stage, whose card this is, the ballot that
 * is chosen, waiting, answered. No document, no clock of its own.
 * @param {object} parts
 * @param {Phone.Frame} parts.frame the stage when the page was made
 * @param {boolean} parts.firstOnly
 * @param {string} parts.card its state when the page was made
 * @param {ReturnType<typeof import('./store.js').createStore>} parts.store
 * @param {(path: string, body?: object) => Promise<Phone.Answer>} parts.ask
 * @param {(run: () => void, ms: number) => any} parts.later
 * @param {(timer: any) => void} parts.cancel
 * @param {() => number} parts.random
 * @param {() => Uint8Array} parts.bytes 16 random ones
 * @param {(answer: Phone.Answer) => void} parts.heard
 * @param {() => void} parts.changed
 * @param {() => void} parts.restart the page is not made for what came
 */
export function createVoter(parts) {
  const { store, ask, later, cancel, changed } = parts;
  let early = '';
  let failures = 0;
  let asked = 0;
  let answered = 0;
  /** @type {any} */
  let soon = null;
  /** @type {Omit<Phone.State, 'now' | 'offline'>} */
  const state = {
    frame: parts.frame, me: null, gone: false, card: parts.card, choice: '', editing: false, missed: false, firstOnly: parts.firstOnly,
    pending: null, trouble: '', outcome: null, older: null,
  };

  const sender = createSender({
    read: store.box, write: store.setBox, later, cancel, random: parts.random, settled, changed,
    post: ballot => ask('/v/ballot', { ballot: ballot.id, item: ballot.item, run: ballot.run, unit: ballot.unit, marks: ballot.marks }),
  });

  function key() {
    const item = state.frame.item;
    return item ? state.frame.session.id + '/' + item.id + '.' + item.run : '';
  }

  function owner() { return state.frame.session.id + '/' + store.card(); }

  /** @param {Phone.Ballot} ballot @param {Phone.Answer} answer @param {string} verdict */
  function settled(ballot, answer, verdict) {
    parts.heard(answer);
    if (verdict === 'blocked') return void refresh();
    const at = ballot.item + '.' + ballot.run;
    const outcome = outcomeOf(ballot, answer);
    if (outcome.receipt) store.addReceipt(owner(), at, outcome.receipt);
    if (key() === ballot.session + '/' + at) {
      state.outcome = outcome;
      choose('');
      state.editing = false;
    } else {
      state.older = outcome;
    }
    if (!outcome.receipt) refresh();
  }

  /** @param {Phone.Frame | null} frame */
  function setFrame(frame) {
    if (!frame || frame.revision < state.frame.revision) return;
    if (frame.session.id !== state.frame.session.id || String(frame.grades) !== String(state.frame.grades)) return parts.restart();
    const before = key();
    state.frame = frame;
    if (key() !== before) enter();
    changed();
  }

  // A stage begins. Whether it is one's own organization comes with /v/me, for
  // which a whole hall asks now, hence the spread.
  function enter() {
    const item = state.frame.item;
    const receipt = item ? store.receipt(owner(), item.id + '.' + item.run) : '';
    state.outcome = item && receipt ? { item: item.id, run: item.run, kind: 'recorded', marks: '', receipt, code: '', text: '' } : null;
    state.choice = store.choice(key());
    state.editing = false;
    state.missed = false;
    cancel(soon);
    const me = state.me;
    if (me && item && (me.item !== item.id || me.run !== item.run)) soon = later(refresh, 1500 * parts.random());
  }

  /** Asks for what is personal. An answer that was overtaken by a later one says nothing. */
  function refresh() {
    const before = state.outcome;
    const turn = asked += 1;
    return ask('/v/me').then(answer => {
      if (turn < answered) return answer.status;
      if (answer.status === 401 || answer.status === 200) answered = turn;
      if (answer.status === 401) {
        state.gone = true;
        sender.hold();
      } else if (answer.status === 200) {
        parts.heard(answer);
        setMe(answer.data, before === state.outcome);
        failures = 0;
      } else {
        cancel(soon);
        soon = later(refresh, Math.max(answer.wait, backoff(failures, parts.random())));
        failures += 1;
      }
      changed();
      return answer.status;
    });
  }

  // What was heard about the ballot since the question was asked is newer than
  // the answer. A ballot made before the first answer is this card's.
  /** @param {Phone.Me} me @param {boolean} fresh */
  function setMe(me, fresh) {
    const number = me.card.number;
    state.gone = false;
    state.me = me;
    state.card = me.card.state;
    if (me.ballot && fresh && state.outcome && state.outcome.kind === 'recorded') state.outcome = null;
    store.setBox(ownBallots(store.box().map(b => b.id === early ? Object.assign(b, { card: number }) : b), state.frame.session.id, number));
    store.setCard(number);
    if (me.card.state === 'ok') sender.release();
    else sender.hold();
  }

  /** @param {string} marks */
  function choose(marks) {
    state.choice = marks;
    state.missed = false;
    store.setChoice(key(), marks);
  }

  /** Sends what is chosen, once. @returns {boolean} false when nothing is chosen */
  function submit() {
    const item = state.frame.item;
    if (!item || waitingFor(store.box(), item.id, item.run)) return true;
    state.missed = !state.choice;
    if (state.choice) {
      const ballot = {
        id: ballotID(parts.bytes()), session: state.frame.session.id, card: store.card(),
        item: item.id, run: item.run, unit: item.unit.id, marks: state.choice,
      };
      if (!state.me) early = ballot.id;
      if (state.outcome && state.outcome.kind === 'refused') state.outcome = null;
      store.setBox(addBallot(store.box(), ballot));
      sender.wake();
    }
    changed();
    return !state.missed;
  }

  enter();
  return {
    setFrame, refresh, choose, submit,
    /** @param {boolean} on */
    edit(on) {
      state.editing = on;
      choose('');
    },
    wake: sender.wake,
    /** Uses the card here again. @returns {Promise<'' | 'retry-net' | 'retry-busy'>} what went wrong */
    takeOver() {
      return ask('/v/redeem', { token: '', take_over: true }).then(answer => {
        if (answer.status === 0 || answer.status === 429 || answer.status >= 500) return answer.status ? 'retry-busy' : 'retry-net';
        if (answer.status === 200 || answer.status === 410) return refresh().then(() => { sender.wake(); return ''; });
        state.gone = true;
        changed();
        return '';
      });
    },
    /** @returns {Omit<Phone.State, 'now' | 'offline'>} all that is known now */
    look() {
      const item = state.frame.item;
      const box = store.box();
      const pending = item && waitingFor(box, item.id, item.run);
      const settledOlder = state.older && 'kind' in state.older ? state.older : null;
      return Object.assign({}, state, {
        pending, trouble: sender.trouble(), older: box.find(b => !pending || b.id !== pending.id) || settledOlder,
      });
    },
  };
}
