import { fillOf, markedIn, nextBlank } from './sheet.js';
import { stageState, standing, statusOf } from './status.js';

/**
 * What a person reads and can do on a form, from everything that is known: where
 * they are (the cover, the contents, the review, or the number of a step), how far
 * they are, and whether what they marked is kept.
 * @param {Phone.State} s @param {Phone.Kept} d @param {Phone.Place} at @param {Phone.Step[]} steps
 * @param {Phone.Say} say @param {(seconds: number) => string} moment
 * @returns {Phone.FormModel}
 */
export function formView(s, d, at, steps, say, moment) {
  const { me } = s;
  const { item } = s.frame;
  const state = stageState(s);
  const show = s.card === 'elsewhere' ? 'elsewhere' : 'stage';
  const taken = state === 'open';
  const open = taken && d.ready && show === 'stage';
  const here = open ? at : 'cover';
  const step = typeof here === 'number' ? steps[here] : null;
  const form = me && me.form || {};
  const dates = item && item.form || { opens: 0, closes: 0 };
  let clock = '';
  if (taken && dates.closes) clock = say(dates.closes * 1000 > s.now ? 'until' : 'time-up', { time: moment(dates.closes) });
  else if ((state === 'early' || state === 'soon') && dates.opens) clock = say('opens', { time: moment(dates.opens) });
  return {
    show, open, at: here, step, lost: state === 'card-void',
    card: me ? say('card', { category: me.card.name || me.card.category, number: me.card.number }) : '',
    heading: step ? step.name : here === 'cover' ? say('state.' + state) : say(String(here)),
    place: step ? say(step.most ? 'list-step' : 'step', { n: Number(here) + 1, of: steps.length, id: step.id }) : '',
    about: step ? [step.group, step.about].filter(Boolean).join(' · ') : '',
    clock: step ? '' : clock,
    hint: say('state.' + state + '.hint'),
    note: open ? [form.other ? 'went-on' : '', form.own && form.own.length ? 'own' : '', standing(s) && d.unsent ? 'still-stands' : ''].filter(Boolean).map(key => say(key)).join(' ') : '',
    far: open && here !== 'review' ? farText(steps, step, d.marks, say) : '',
    kept: open ? keptText(s, d, say) : '',
    buttons: open ? buttonsOf(s, d, here, steps, say) : [],
    status: !step && here !== 'contents' && show === 'stage' ? statusOf(s, taken, say) : null,
    net: s.offline ? say('offline') : '',
  };
}

/** @param {Phone.Step[]} steps @param {Phone.Step | null} step @param {string} marks @param {Phone.Say} say */
function farText(steps, step, marks, say) {
  if (!steps[0] || !steps[0].most) return say('far', { n: steps.filter(one => fillOf(one, marks) === 'all').length, of: steps.length });
  return (step ? [step] : steps).map(one => say('picked', { name: one.name, n: markedIn(one, marks), most: one.most })).join(say('and'));
}

/** @param {Phone.State} s @param {Phone.Kept} d @param {Phone.Say} say @returns {string} "" where there is nothing to keep */
function keptText(s, d, say) {
  const done = standing(s);
  if (d.kept !== 'saved') return say(d.kept);
  if (d.unsent) return say(done ? 'unsent-change' : 'unsent');
  return done ? say('handed-in') : '';
}

/**
 * @param {Phone.State} s @param {Phone.Kept} d @param {Phone.Place} at @param {Phone.Step[]} steps @param {Phone.Say} say
 * @returns {Phone.Button[]} the one that goes on comes last, as the thumb expects it
 */
function buttonsOf(s, d, at, steps, say) {
  const done = standing(s);
  const choice = Boolean(steps[0] && steps[0].most);
  const next = choice ? -1 : nextBlank(steps, d.marks, -1);
  const begun = /[^-]/.test(d.marks);
  /** @type {(key: string, to: Phone.Button['to'], second?: boolean) => Phone.Button} */
  const button = (key, to, second = false) => ({ label: say(key), to, second, off: to === 'send' && Boolean(s.pending) });
  const back = button('back', 'cover', true);
  const review = button('review', 'review', at === 'cover' && next >= 0);
  const again = choice ? 0 : 'contents';
  if (done && s.firstOnly) return [];
  if (typeof at === 'number') {
    return [button('previous', at > 0 ? at - 1 : 'cover', true)].concat(choice ? [] : button('contents', 'contents', true),
      at + 1 < steps.length ? button('next', at + 1) : review);
  }
  if (at === 'review') return [back, button(s.pending ? 'submitting' : 'submit', 'send')];
  if (s.pending) return [];
  const onward = next < 0 ? review : button(begun ? 'resume' : 'begin', next);
  if (at === 'contents') return [back, onward];
  if (done && !d.unsent) return [button('change', again, true)];
  if (!begun) return [choice ? button('begin', 0) : onward];
  return next < 0 ? [button('look-again', again, true), review] : [review, onward];
}
