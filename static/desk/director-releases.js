// What takes the word of a second person: the release of a sealed ranking, and a rehearsal on
// program. A director sees what is his session's; a scrutineer all that waits for him, and below it every list that
// there is, since its names are checked whenever somebody has the time, and not only when an output waits for it.

import { beijing } from '../shared/moment.js';
import { fill, h, say as put } from './director-dom.js';

/**
 * @typedef {import('./director-room.js').Release} Release
 * @typedef {{ version: number, checkpoint: string }} Sealed
 * @typedef {{ session: string, list: string, release: Release | null, sealed: Sealed | null, unasked?: boolean }} Word unasked: nothing of it stands anywhere, and its names can be checked all the same
 */

/** So often a scrutineer's page looks whether another session has a result. */
const LOOK = 20000;

/** @param {import('./director-desk.js').Desk} desk */
export function createReleases(desk) {
  const { room, t } = desk;
  const place = h('div', { class: 'releases', id: 'releases' });
  const said = h('p', { class: 'said', role: 'alert' }); // the verbs, where others read it, are not on a scrutineer's page
  const decides = desk.facts.role === 'scrutineer';
  /** @type {Record<string, string>} what a scrutineer has written and not sent, by row */
  const reasons = {};
  /** @type {Record<string, boolean>} */
  const compared = {};

  /** @param {string} session @param {string} list */
  function listName(session, list) {
    const ranking = room.sessions[session]?.rankings.find((/** @type {any} */ r) => r.list === list);
    return ranking?.label || (list || t('ranking.all'));
  }

  /** @param {string} id */
  const titleOf = (id) => desk.facts.sessions.find((/** @type {any} */ s) => s.id === id)?.title ?? id;

  /** Groups of four, so that two people can read them to each other. @param {string} checkpoint */
  const spaced = (checkpoint) => checkpoint.replace(/(.{4})(?=.)/g, '$1 ');

  /** @returns {Word[]} */
  function words() {
    const own = room.session();
    const sealedOf = (/** @type {string} */ session) => room.sessions[session]?.sealed ?? null;
    const asked = room.status.releases.filter((r) => decides || r.session === own);
    /** @type {Word[]} */
    const all = asked.map((release) => ({ session: release.session, list: release.list, release, sealed: sealedOf(release.session) }));
    const add = (/** @type {string} */ session, /** @type {string} */ list, more = {}) => {
      if (!all.some((w) => w.session === session && w.list === list)) all.push({ session, list, release: /** @type {any} */ (null), sealed: sealedOf(session), ...more });
    };
    for (const { session, list } of desk.rankings()) add(session, list);
    for (const { session, list } of desk.boards()) if (listed(session, list)) add(session, list);
    if (decides) {
      for (const { id } of desk.facts.sessions) {
        if (sealedOf(id)) for (const ranking of room.sessions[id].rankings) if (ranking.scene === 'ten') add(id, ranking.list, { unasked: true });
      }
    }
    // What waits stands first, and what nobody waits for last.
    return all.sort((a, b) => Number(waits(b)) - Number(waits(a)) || Number(Boolean(a.unasked)) - Number(Boolean(b.unasked)));
  }

  /** Whether what was said is about the ranking as it is sealed now. @param {Word} w */
  const same = ({ release, sealed }) => Boolean(release && sealed && release.version === sealed.version && release.checkpoint === sealed.checkpoint);

  /** The version that was given out whole, and that this one corrects; 0 for none. @param {Word} w */
  const carried = ({ release, sealed }) => (release && sealed && release.carried < sealed.version ? release.carried : 0);

  /** @param {Word} w */
  const waits = (w) => same(w) && (!carried(w) && Boolean(w.release?.asked) && !w.release?.approved || unchecked(w));

  /** @param {string} session @param {string} list */
  const listed = (session, list) => Boolean(room.sessions[session]?.rankings.some((/** @type {any} */ r) => r.scene === 'ten' && r.list === list));

  /** Whether it is a list, which names nobody in public before the names were checked. @param {Word} w */
  const lists = (w) => listed(w.session, w.list);

  /** Who has checked the names of the list as it is sealed now. @param {Word} w */
  const check = (w) => room.status.checks?.find((c) => c.session === w.session && c.list === w.list && c.version === w.sealed?.version && c.checkpoint === w.sealed?.checkpoint);

  /** @param {Word} w */
  const unchecked = (w) => Boolean(w.sealed) && lists(w) && !check(w);

  /** @param {Word} w */
  function stateOf(w) {
    if (carried(w)) return t('release.carried', { n: carried(w) });
    if (!same(w) || !w.release) return t('release.open');
    const { approved, asked, declined, reason } = w.release;
    if (approved) return t('release.approved', { who: approved });
    if (asked) return t('release.asked', { who: asked });
    return declined ? t('release.declined', { who: declined, reason }) : t('release.open');
  }

  /** @param {Word} w @param {string} act @param {Record<string, any>} more */
  async function say(w, act, more) {
    const pressed = Date.now();
    const answer = await room.act({ act, session: w.session, list: w.list, ...w.sealed, ...more });
    if (answer.ok) delete reasons[keyOf(w)];
    desk.tell(act, answer.ok ? '' : answer.message, pressed);
  }

  /** @param {Word} w */
  const keyOf = (w) => `${w.session}/${w.list}`;

  /** What a scrutineer can say: yes, once he has compared; or no, with a reason. @param {Word} w */
  function decision(w) {
    const key = keyOf(w);
    const { sealed } = w;
    if (!decides || !sealed || carried(w)) return null;
    const approved = same(w) && w.release?.approved;
    const open = !approved && (!w.release || w.release.groups === 0 || w.release.groups < w.release.of);
    const token = `${key} ${sealed.checkpoint}`;
    const sure = h('input', { type: 'checkbox', id: `sure-${key}`, checked: Boolean(compared[token]), onchange: () => { compared[token] = sure.checked; } });
    const why = h('input', { id: `reason-${key}`, maxlength: 60, value: reasons[key] ?? '', placeholder: t('release.reason'), 'aria-label': t('release.reason'), oninput: () => { reasons[key] = why.value; } });
    const no = () => (why.value.trim() ? say(w, 'decline', { reason: why.value }) : desk.tell('decline', t('release.reason-first')));
    return [
      open && h('div', { class: 'arm-row' }, h('label', { class: 'tick' }, sure, ' ', t('release.checked')),
        h('button', { id: `approve-${key}`, class: 'go', onclick: () => (sure.checked ? say(w, 'approve', {}) : desk.tell('approve', t('release.check-first'))) }, t('do.approve'))),
      (waits(w) || approved) && !(w.release && w.release.of > 0 && w.release.groups >= w.release.of) && h('div', { class: 'arm-row' }, why,
        h('button', { id: `decline-${key}`, class: 'small', onclick: no }, t(approved ? 'do.take-back' : 'do.decline'))),
    ];
  }

  /** Whether the names were checked, and for a scrutineer the tick that they were. @param {Word} w */
  function names(w) {
    if (!w.sealed || !lists(w)) return null;
    const done = check(w);
    if (done) {
      return [h('p', { class: 'names' }, t('names.checked', { who: done.by, time: beijing(Math.floor(done.at / 1000)).slice(5).replace('T', ' ') })),
        decides && h('div', { class: 'arm-row' }, h('button', { id: `uncheck-${keyOf(w)}`, class: 'small', onclick: () => {
          compared[`names ${keyOf(w)} ${w.sealed?.checkpoint}`] = false; // another look comes before another tick
          say(w, 'uncheck', {});
        } }, t('do.uncheck')))];
    }
    const key = `names ${keyOf(w)}`;
    const token = `${key} ${w.sealed.checkpoint}`;
    const sure = h('input', { type: 'checkbox', id: `sure-${key}`, checked: Boolean(compared[token]), onchange: () => { compared[token] = sure.checked; } });
    return [h('p', { class: 'names why' }, t('names.open')),
      decides && h('div', { class: 'arm-row' }, h('label', { class: 'tick' }, sure, ' ', t('names.sure')),
        h('button', { id: `check-${keyOf(w)}`, class: 'go', onclick: () => (sure.checked ? say(w, 'check', {}) : desk.tell('check', t('names.first'))) }, t('do.check')))];
  }

  /** @param {Word} w */
  function row(w) {
    const { release, sealed } = w;
    const told = same(w);
    const kind = waits(w) ? 'is-asked' : told && release?.approved ? 'is-approved' : told && release?.declined ? 'is-declined' : '';
    const figures = sealed && decides;
    return h('li', { class: kind, data: { list: w.list, session: w.session } },
      decides && h('p', { class: 'note' }, titleOf(w.session)),
      h('p', {}, h('b', {}, listName(w.session, w.list)), ' ', sealed ? h('span', {}, t('release.version', { n: sealed.version })) : t('release.unsealed'), ' ',
        release && release.of > 0 && told ? h('span', { class: 'mark' }, t('release.groups', { n: release.groups, of: release.of })) : null),
      sealed && h('p', { class: 'code' }, t('release.code'), ' ', h('code', { title: sealed.checkpoint }, spaced(decides ? sealed.checkpoint : sealed.checkpoint.slice(0, 16)))),
      figures && h('p', {}, h('a', { href: `/desk/s/${w.session}/results?version=${sealed.version}`, target: '_blank', rel: 'noopener' }, t('release.tally'))),
      !w.unasked && h('p', {}, stateOf(w)),
      names(w),
      desk.directs && sealed && (!carried(w) || unchecked(w)) && !(told && (release?.approved || release?.asked)) && h('button', { id: `ask-${keyOf(w)}`, onclick: () => desk.press('ask', { act: 'ask', session: w.session, list: w.list }) }, t('do.ask')),
      !w.unasked && decision(w));
  }

  /** Sessions that nobody is told of as they go on: the page asks them now and then. */
  function look() {
    for (const { id } of desk.facts.sessions) if (!room.feeds[id]) room.look(id);
  }
  if (decides) {
    look();
    setInterval(look, LOOK);
  }

  function paint() {
    if (decides) for (const release of room.status.releases) room.follow(release.session); // what it is bound to is told session by session
    put(said, decides && ['approve', 'decline', 'check', 'uncheck', 'unlock'].includes(desk.saidAt) ? desk.said : '');
    const all = words();
    const unlocking = room.status.outputs.filter((o) => o.program && (o.unlocks ?? []).length > 0 && o.session !== o.unlocked);
    fill(place, [all, all.map((w) => [lists(w), check(w)]), all.map((w) => [listName(w.session, w.list), titleOf(w.session)]), unlocking.map((o) => [o.name, o.unlocks, o.unlocked])], () => [
      all.length === 0 && unlocking.length === 0 && h('p', { class: 'note' }, t(desk.directs ? 'release.none' : 'release.none-asked')),
      h('ul', {}, all.map(row)),
      unlocking.map((o) => h('div', { class: 'unlocking', data: { output: o.name } }, h('p', {}, t('unlock.asked', { output: o.title, session: titleOf(o.unlocked), who: (o.unlocks ?? []).join(t('between')) })),
        (o.unlocks ?? []).length < 2 && !(o.unlocks ?? []).includes(desk.facts.person) && h('button', { id: `unlock-${o.name}`, onclick: async () => {
          const pressed = Date.now();
          const answer = await room.act({ act: 'unlock', output: o.name, session: o.unlocked });
          desk.tell('unlock', answer.ok ? '' : answer.message, pressed);
        } }, t('do.unlock')))),
    ]);
  }

  return { element: h('div', {}, said, place), paint, listName };
}
