/**
 * Reads what was kept; anything that is not a list of ballots counts as none.
 * @param {string | null} text
 * @returns {Phone.Ballot[]}
 */
export function readBox(text) {
  try {
    const box = JSON.parse(text || '[]');
    return Array.isArray(box) ? box.filter(b => b && /^[0-9a-f]{32}$/.test(b.id) && b.item > 0 && b.run > 0 && b.marks) : [];
  } catch {
    return [];
  }
}

/**
 * Adds a ballot unless one for the same item and run still waits: a second tap
 * is not a second ballot.
 * @param {Phone.Ballot[]} box @param {Phone.Ballot} ballot
 * @returns {Phone.Ballot[]}
 */
export function addBallot(box, ballot) {
  return waitingFor(box, ballot.item, ballot.run) ? box : box.concat(ballot);
}

/** @param {Phone.Ballot[]} box @param {string} id @returns {Phone.Ballot[]} */
export function withoutBallot(box, id) {
  return box.filter(b => b.id !== id);
}

/** @param {Phone.Ballot[]} box @param {number} item @param {number} run @returns {Phone.Ballot | null} */
export function waitingFor(box, item, run) {
  return box.find(b => b.item === item && b.run === run) || null;
}

/**
 * Keeps the ballots of this card in this session. One that was marked before
 * the card's number was known may be anybody's.
 * @param {Phone.Ballot[]} box @param {string} session @param {string} card
 * @returns {Phone.Ballot[]}
 */
export function ownBallots(box, session, card) {
  return box.filter(b => b.session === session && b.card === card);
}

/** @param {Uint8Array} random 16 bytes @returns {string} 32 hexadecimal digits */
export function ballotID(random) {
  return Array.from(random, byte => (byte + 256).toString(16).slice(1)).join('');
}

/**
 * What an answer means for the ballot it answers. Only "recorded" and "refused"
 * are definite; "blocked" waits until the person has shown the card again.
 * @param {number} status 0 when nothing came back
 * @param {string} code of the refusal
 * @param {string} receipt
 * @returns {'recorded' | 'refused' | 'blocked' | 'retry'}
 */
export function judge(status, code, receipt) {
  if (status === 200) return receipt ? 'recorded' : 'retry';
  if (status === 401 || code === 'card-elsewhere') return 'blocked';
  if (code && (status === 400 || status === 403 || status === 404 || status === 409 || status === 410 || status === 413)) return 'refused';
  return 'retry';
}

/**
 * What the person is told of a definite answer. Only the server's receipt makes
 * a ballot a recorded one.
 * @param {Phone.Ballot} ballot @param {Phone.Answer} answer
 * @returns {Phone.Outcome}
 */
export function outcomeOf(ballot, answer) {
  const { item, run, marks } = ballot;
  if (answer.status === 200) return { item, run, marks, kind: 'recorded', receipt: String(answer.data.receipt), code: '', text: '' };
  return { item, run, marks, kind: 'refused', receipt: '', code: answer.data.code, text: answer.data.message };
}
