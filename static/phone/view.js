import { countdown } from './countdown.js';
import { isOn, stageState, standing, statusOf } from './status.js';

/** @param {Phone.State} s @param {Phone.Say} say */
function olderText(s, say) {
  const older = s.older;
  if (!older || (s.frame.item && isOn(s.frame.item, older))) return '';
  const kind = 'kind' in older ? older.kind : 'checking';
  return say(kind === 'checking' ? 'older-checking' : kind === 'recorded' ? 'older-recorded' : 'older-unrecorded', { item: older.item });
}

/**
 * Everything the page shows, from everything that is known.
 * @param {Phone.State} s @param {Phone.Say} say
 * @returns {Phone.Model}
 */
export function view(s, say) {
  const state = stageState(s);
  const item = s.frame.item;
  const done = standing(s);
  const open = state === 'open';
  const headline = say('state.' + state);
  const place = item ? say('place', { item: item.id, of: item.of }) : '';
  const name = item ? item.unit.name : headline;
  const locked = Boolean(s.pending || (done && !s.editing));
  const voided = state === 'card-void';
  /** @type {Phone.Model['show']} */
  const show = s.gone ? 'scan' : s.card === 'elsewhere' ? 'elsewhere' : 'stage';
  /** @type {Phone.Model['change']} */
  const change = !open || s.pending || !done || s.firstOnly ? '' : s.editing ? 'keep' : 'change';
  return Object.assign({
    show,
    rehearsal: s.frame.session.rehearsal,
    title: s.frame.session.title,
    card: s.me && !s.gone ? say('card', { category: s.me.card.name || s.me.card.category, number: s.me.card.number }) : '',
    place: voided ? '' : place,
    number: item && !voided ? item.unit.id : '',
    name: voided ? headline : name,
    about: item && !voided ? [item.unit.department, item.unit.class].filter(Boolean).join(' · ') : '',
    headline: item && !voided ? headline : '',
    hint: say('state.' + state + '.hint'),
    open,
    lost: voided,
    say: [place, name === headline ? '' : name, open ? say('say-open') : headline].filter(Boolean).join(' '),
    locked,
    chosen: s.pending ? s.pending.marks : (locked ? '' : s.choice) || (done ? done.marks : ''),
    status: voided ? null : statusOf(s, open, say), // what was marked in an open item is withdrawn
    submit: { shown: open && (!locked || Boolean(s.pending)), sending: Boolean(s.pending) },
    change,
    net: s.offline ? say('offline') : '',
    older: olderText(s, say),
  }, countdown(open && item ? item.deadline : 0, s.now, say));
}
