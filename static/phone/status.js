/**
 * The item's phase as the phone tells it; agrees with itemState in phoneview.go.
 * @param {string} phase
 */
export function itemState(phase) {
  if (phase === 'closed' || phase === 'confirmed') return 'closed';
  return phase === 'revealed' || phase === 'void' || phase === 'open' ? phase : 'soon';
}

/** @param {Phone.State} s @returns {string} name of the sentences for this moment */
export function stageState(s) {
  const item = s.frame.item;
  if (s.card === 'void') return 'card-void';
  if (s.frame.phase === 'closed') return 'ended';
  if (!item) return s.frame.phase === 'running' ? 'between' : 'early';
  if (s.me && s.me.recused && s.me.item === item.id) return 'recused';
  return itemState(item.phase);
}

/** @param {Phone.State} s what is known to be recorded for the item on stage */
export function standing(s) {
  const item = s.frame.item;
  if (!item) return null;
  if (s.outcome && s.outcome.kind === 'recorded' && isOn(item, s.outcome)) return s.outcome;
  return s.me && isOn(item, s.me) ? s.me.ballot : null;
}

/** @param {Phone.Item} item @param {{item: any, run: number}} other */
export function isOn(item, other) {
  return item.id === other.item && item.run === other.run;
}

/** @param {string} receipt @returns {string} the part a person compares */
export function shortReceipt(receipt) {
  return receipt.slice(0, 4).toUpperCase() + ' ' + receipt.slice(4, 8).toUpperCase();
}

/**
 * The sentence under the grades. 已记录 appears here only for what the server
 * has acknowledged.
 * @param {Phone.State} s @param {boolean} open @param {Phone.Say} say
 * @returns {Phone.Status | null}
 */
export function statusOf(s, open, say) {
  const item = s.frame.item;
  const done = standing(s);
  /** @type {(tone: Phone.Status['tone'], text: string, more?: string) => Phone.Status} */
  const status = (tone, text, more = '') => ({ tone, text, receipt: '', more });
  if (!item) return null;
  if (s.pending) return status('', say(!open ? 'checking' : s.trouble ? 'retry-' + s.trouble : 'submitting'));
  if (open && s.missed) return status('failed', say('choose'));
  if (s.outcome && s.outcome.kind === 'refused' && isOn(item, s.outcome)) {
    if (s.outcome.code === 'item-closed') return status('failed', say('unrecorded-closed'));
    return status('failed', say('unrecorded'), s.outcome.text);
  }
  if (open && s.editing) return status('', say('changing'));
  if (done) {
    return { tone: 'done', text: say('recorded'), receipt: shortReceipt(done.receipt), more: open && !s.firstOnly ? say('can-change') : '' };
  }
  const known = s.me && isOn(item, s.me) && item.phase === 'closed';
  return known && !open ? status('', say('no-ballot')) : null;
}
