import { readBox } from './outbox.js';

/**
 * What the phone keeps over a reload: ballots without an answer, receipts, the
 * number of the card, and the grade that was tapped but not sent. Where the
 * browser refuses storage it lasts as long as the page.
 * @param {() => Storage} open may throw
 */
export function createStore(open) {
  /** @type {Map<string, string>} */
  const memory = new Map();

  /** @param {string} key @returns {string | null} */
  function get(key) {
    try {
      return open().getItem(key);
    } catch {
      return memory.get(key) || null;
    }
  }

  /** @param {string} key @param {string} text "" removes it */
  function put(key, text) {
    memory.set(key, text);
    try {
      if (text) open().setItem(key, text);
      else open().removeItem(key);
    } catch {
      return;
    }
  }

  /** @param {string} owner @returns {{[item: string]: string}} */
  function receipts(owner) {
    try {
      const kept = JSON.parse(get('receipts') || 'null');
      return kept && kept.owner === owner ? kept.of : {};
    } catch {
      return {};
    }
  }

  return {
    card: () => get('card') || '',
    /** @param {string} number */
    setCard(number) { put('card', number); },
    box: () => readBox(get('outbox')),
    /** @param {Phone.Ballot[]} box */
    setBox(box) { put('outbox', box.length ? JSON.stringify(box) : ''); },
    /** @param {string} stage session, item and run @returns {string} marks */
    choice(stage) {
      const kept = (get('choice') || '').split('=');
      return kept[0] === stage ? kept[1] || '' : '';
    },
    /** @param {string} stage @param {string} marks */
    setChoice(stage, marks) { put('choice', marks ? stage + '=' + marks : ''); },
    /** @param {string} owner session and card @param {string} item with its run */
    receipt: (owner, item) => receipts(owner)[item] || '',
    /** @param {string} owner @param {string} item @param {string} receipt */
    addReceipt(owner, item, receipt) {
      put('receipts', JSON.stringify({ owner, of: Object.assign(receipts(owner), { [item]: receipt }) }));
    },
  };
}
