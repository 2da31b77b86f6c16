// What takes two presses or two people: arm and go, the reveals, the scrutineer's word, and the
// acts of the session that a director is asked for.

import { fill, h, say } from './director-dom.js';

/** @param {import('./director-desk.js').Desk} desk */
export function createGo(desk) {
  const { room, t } = desk;
  const ready = h('div', { class: 'ready', id: 'ready' });
  const item = h('div', { class: 'item-acts', id: 'item-acts' });
  const words = h('div', { class: 'releases', id: 'releases' });
  const left = h('span', { class: 'left-seconds', role: 'timer' });

  /** @param {any} armed */
  function armedWords(armed) {
    if (armed.kind === 'item') return t('armed.item', { name: desk.item()?.name ?? '' });
    if (armed.kind === 'reveal') return t('armed.reveal', { name: listName(armed.action.session, armed.action.list) });
    return t('armed.take', { on: (armed.action.on ?? []).join('、') });
  }

  /** @param {string} session @param {string} list */
  function listName(session, list) {
    const ranking = room.sessions[session]?.rankings.find((/** @type {any} */ r) => r.list === list);
    return ranking?.label || (list || t('ranking.all'));
  }

  function paintReady() {
    const armed = desk.armed();
    const ranking = desk.ranking();
    const why = (/** @type {string} */ verb) => desk.answers[verb]?.message ?? '';
    const off = (/** @type {string} */ verb) => String(Boolean(desk.answers[verb]?.code));
    const phase = desk.item()?.phase;
    fill(ready, [armed, ranking, why('arm-take'), why('arm-reveal'), phase, desk.item()?.name, desk.directs], () => desk.directs ? [
      h('div', { class: 'arm-row' },
        h('button', { id: 'do-arm-take', 'aria-disabled': off('arm-take'), title: why('arm-take'), onclick: () => desk.press('arm-take') }, h('strong', {}, t('do.arm-take')), h('kbd', {}, 'A')),
        desk.organizer && phase === 'confirmed' && h('button', { id: 'do-arm-item', onclick: () => desk.armItem() }, h('strong', {}, t('do.arm-item'))),
        ranking && h('button', { id: 'do-arm-reveal', 'aria-disabled': off('arm-reveal'), onclick: () => desk.press('arm-reveal') }, h('strong', {}, t('do.arm-reveal', { name: listName(ranking.session, ranking.list) })))),
      ranking && why('arm-reveal') && h('p', { class: 'why' }, why('arm-reveal')),
      h('div', { class: armed ? 'go-row is-armed' : 'go-row' },
        h('button', { id: 'do-go', class: 'go', 'aria-disabled': String(!armed), onclick: (/** @type {any} */ event) => { desk.go(); if (event.detail > 0) event.currentTarget.blur(); } }, h('strong', {}, t('do.go')), h('kbd', {}, 'G')),
        h('p', {}, armed ? [armedWords(armed), ' ', left] : t('armed.none')),
        armed && h('button', { id: 'disarm', class: 'small', onclick: () => desk.disarm() }, t('do.disarm'))),
    ] : []);
    if (armed) say(left, t('armed.left', { n: Math.max(0, Math.ceil((armed.until - room.now()) / 1000)) }));
  }

  /** Open and close, of the item that is selected. */
  function paintItem() {
    const frame = room.frame();
    const it = desk.item();
    const staged = frame?.item?.id === it?.id;
    const seconds = room.cues()?.seconds || 30;
    const act = (/** @type {string} */ name, /** @type {any} */ more = {}) => async () => {
      const answer = await room.actOnSession({ act: name, item: it.id, ...more });
      desk.tell('item', answer.ok ? '' : answer.message);
    };
    fill(item, [it?.id, it?.phase, it?.name, staged, frame?.item?.ballots, seconds, frame?.phase], () => !it ? h('p', { class: 'note' }, t('item.none')) : [
      h('p', { class: `at at-${it.phase}` }, h('b', {}, `${it.id} ${it.name}`), ' ', h('span', { class: 'phase' }, t(`item.${it.phase}`)),
        staged && frame.item?.expected ? h('small', {}, ` ${t('ballots', { n: frame.item.ballots, of: frame.item.expected })}`) : null),
      desk.directs && !desk.organizer && h('p', { class: 'note' }, t('item.organizer')),
      desk.organizer && h('div', { class: 'arm-row' },
        ['waiting', 'void'].includes(it.phase) && frame?.phase !== 'closed' && h('button', { id: 'item-stage', onclick: act('stage') }, t('do.stage')),
        it.phase === 'on-stage' && h('button', { id: 'item-open', onclick: act('open', { seconds }) }, t('do.open', { n: seconds })),
        it.phase === 'open' && h('button', { id: 'item-close', onclick: act('close') }, t('do.close')),
        it.phase === 'closed' && h('span', { class: 'note' }, t('item.await-scrutineer'))),
    ]);
  }

  /** @param {import('./director-room.js').Release | null} release @param {any} sealed @param {string} session @param {string} list */
  function releaseRow(release, sealed, session, list) {
    const same = release && sealed && release.version === sealed.version && release.checkpoint === sealed.checkpoint;
    const approved = same ? release.approved : '';
    const asked = same ? release.asked : '';
    const code = sealed ? sealed.checkpoint.slice(0, 16).replace(/(.{4})(?=.)/g, '$1 ') : '';
    const sure = h('input', { type: 'checkbox', id: `sure-${list}` });
    return h('li', { class: approved ? 'is-approved' : asked ? 'is-asked' : '', data: { list } },
      h('p', {}, h('b', {}, listName(session, list)), ' ', sealed ? h('span', {}, t('release.version', { n: sealed.version })) : t('release.unsealed'), ' ',
        release && release.of > 0 && same ? h('span', { class: 'mark' }, t('release.groups', { n: release.groups, of: release.of })) : null),
      sealed && h('p', { class: 'code' }, t('release.code'), ' ', h('code', { title: sealed.checkpoint }, code)),
      h('p', {}, approved ? t('release.approved', { who: approved }) : asked ? t('release.asked', { who: asked }) : t('release.open')),
      desk.directs && sealed && !approved && !asked && h('button', { id: `ask-${list}`, onclick: () => desk.press('ask', { act: 'ask', session, list }) }, t('do.ask')),
      desk.facts.role === 'scrutineer' && sealed && !approved && h('div', { class: 'arm-row' }, h('label', { class: 'tick' }, sure, ' ', t('release.checked')),
        h('button', { id: `approve-${list}`, class: 'go', onclick: async () => {
          if (!sure.checked) return desk.tell('approve', t('release.check-first'));
          const answer = await room.act({ act: 'approve', session, list, version: sealed.version, checkpoint: sealed.checkpoint });
          return desk.tell('approve', answer.ok ? '' : answer.message);
        } }, t('do.approve'))));
  }

  function paintReleases() {
    const session = room.session();
    const facts = room.cues();
    const sealed = facts?.sealed ?? null;
    const own = room.status.releases.filter((r) => r.session === session);
    const ranking = desk.ranking();
    const lists = [...new Set([...own.map((r) => r.list), ...(ranking ? [ranking.list] : [])])];
    const unlocking = room.status.outputs.filter((o) => o.program && (o.unlocks ?? []).length > 0 && o.session !== o.unlocked);
    fill(words, [session, sealed, own, lists, facts?.rankings, unlocking.map((o) => [o.name, o.unlocks, o.unlocked])], () => [
      lists.length === 0 && unlocking.length === 0 && h('p', { class: 'note' }, t(desk.directs ? 'release.none' : 'release.none-asked')),
      h('ul', {}, lists.map((list) => releaseRow(own.find((r) => r.list === list) ?? null, sealed, session, list))),
      unlocking.map((o) => h('div', { class: 'unlocking', data: { output: o.name } }, h('p', {}, t('unlock.asked', { output: o.title, session: titleOf(o.unlocked), who: (o.unlocks ?? []).join('、') })),
        (o.unlocks ?? []).length < 2 && !(o.unlocks ?? []).includes(desk.facts.person) && h('button', { id: `unlock-${o.name}`, onclick: async () => {
          const answer = await room.act({ act: 'unlock', output: o.name, session: o.unlocked });
          desk.tell('unlock', answer.ok ? '' : answer.message);
        } }, t('do.unlock')))),
    ]);
  }

  /** @param {string} id */
  const titleOf = (id) => desk.facts.sessions.find((/** @type {any} */ s) => s.id === id)?.title ?? id;

  const element = h('section', { class: 'panel go-panel', 'aria-labelledby': 'go-head' }, h('div', { class: 'panel-head' }, h('h2', { id: 'go-head' }, t('go.head'))),
    h('div', { class: 'panel-body' }, ready, h('h3', {}, t('item.head')), item, h('h3', {}, t('release.head')), words));
  return { element, paint: () => { paintReady(); paintItem(); paintReleases(); } };
}
