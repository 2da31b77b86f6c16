// What takes two presses or two people: arm and go, the reveals, the scrutineer's word, and the
// acts of the session that a director is asked for.

import { fill, h, say } from './director-dom.js';
import { HELD, keys } from './director-keys.js';
import { createReleases } from './director-releases.js';
import { firstSentence } from './director-verbs.js';

/** @param {import('./director-desk.js').Desk} desk */
export function createGo(desk) {
  const { room, t } = desk;
  const ready = h('div', { class: 'ready', id: 'ready' });
  const item = h('div', { class: 'item-acts', id: 'item-acts' });
  const releases = createReleases(desk);
  const { listName } = releases;
  const left = h('span', { class: 'left-seconds', role: 'timer' });
  const comes = h('span', { class: 'left-seconds', role: 'timer' });

  let holding = 0; // the timer of a finger on GO
  let killed = false; // by the press that has not ended yet

  /** A press of GO does what is armed, one that is held or has Shift takes off what is out. The button is made anew meanwhile. */
  const goes = {
    onpointerdown: () => { killed = false; holding = window.setTimeout(() => { killed = desk.kill(); }, HELD); },
    onclick: (/** @type {MouseEvent} */ event) => {
      clearTimeout(holding);
      if (!killed && !(event.shiftKey && desk.kill())) desk.go();
      killed = false;
    },
  };
  for (const end of ['pointerup', 'pointercancel', 'blur']) addEventListener(end, () => clearTimeout(holding));

  /** @param {any} armed */
  function armedWords(armed) {
    if (armed.kind === 'item') return t('armed.item', { name: itemName(armed.action.session, armed.action.item) });
    if (armed.kind === 'reveal') return t('armed.reveal', { name: listName(armed.action.session, armed.action.list) });
    return takeWords(armed.of.map((/** @type {any} */ laid) => laid.cue), armed.action.on ?? []);
  }

  /** @param {import('./director-room.js').Cue[]} cues @param {string[]} on */
  const takeWords = (cues, on) => t('armed.take', {
    what: cues.map((cue) => `${t(`scene.${cue.scene}`)} ${desk.nameOf(cue)}`.trim()).join(t('between')), on: on.map((name) => room.output(name)?.title ?? name).join(t('between')),
  });

  /** @param {string} session @param {number} id */
  const itemName = (session, id) => room.frames[session]?.items?.find((/** @type {any} */ i) => i.id === id)?.name ?? String(id);

  /** What is told of what is armed: who has armed it and for how long, or whose GO it has had and when it comes out. @param {any} armed */
  const told = (armed) => [armedWords(armed), ' ', h('small', { class: 'armed-by' }, armed.due ? t('armed.due-by', { who: armed.dueBy }) : t('armed.by', { who: armed.by })), ' ', left];

  /** Why what waited for its moment has not come out. @param {any} missed */
  const missedWords = (missed) => t(missed.action.kind === 'reveal' ? 'armed.missed-reveal' : missed.revealed ? 'armed.missed-take' : 'armed.missed', { name: missed.action.kind === 'reveal' ? listName(missed.action.session, missed.action.list) : itemName(missed.action.session, missed.action.item), why: missed.why[document.documentElement.lang === 'en' ? 'en' : 'zh'] });

  function paintReady() {
    const armed = desk.armed();
    const coming = desk.coming();
    const tight = Math.max(0, ...coming.flatMap((take) => take.of.map((shown) => shown.tight ?? 0)));
    const { missed } = room.status;
    const ranking = desk.ranking();
    const why = (/** @type {string} */ verb) => desk.answers[verb]?.message ?? '';
    const reason = (/** @type {string} */ verb) => why(verb) && h('small', { class: 'why' }, firstSentence(why(verb)));
    const off = (/** @type {string} */ verb) => String(Boolean(desk.answers[verb]?.code));
    const phase = desk.item()?.phase;
    const out = desk.naming().length > 0;
    fill(ready, [armed, coming, missed, ranking, out, why('arm-take'), why('arm-reveal'), why('arm-item'), phase, desk.item()?.name, desk.directs], () => desk.directs ? [
      h('div', { class: 'arm-row' },
        h('button', { id: 'do-arm-take', 'aria-disabled': off('arm-take'), title: why('arm-take'), onclick: () => desk.press('arm-take') }, h('strong', {}, t('do.arm-take')), h('kbd', {}, 'A'), reason('arm-take')),
        desk.organizer && phase === 'confirmed' && h('button', { id: 'do-arm-item', 'aria-disabled': off('arm-item'), title: why('arm-item'), onclick: () => desk.press('arm-item') }, h('strong', {}, t('do.arm-item')), reason('arm-item')),
        ranking && h('button', { id: 'do-arm-reveal', 'aria-disabled': off('arm-reveal'), onclick: () => desk.press('arm-reveal') }, h('strong', {}, t('do.arm-reveal', { name: listName(ranking.session, ranking.list) })))),
      ranking && why('arm-reveal') && h('p', { class: 'why' }, why('arm-reveal')),
      h('div', { class: armed || coming.length ? 'go-row is-armed' : 'go-row' },
        h('button', { id: 'do-go', class: 'go', 'aria-disabled': String(!armed || armed.other || Boolean(armed.due)), 'aria-describedby': 'kill-hint', ...goes }, h('strong', {}, t('do.go')), h('kbd', {}, 'G')),
        h('p', {}, armed ? told(armed) : coming.length ? null : t('armed.none')),
        coming.length > 0 && h('p', { class: 'comes' }, coming.map((take) => takeWords(take.of, take.on)).join(t('between')), ' ', comes),
        tight > 0 && h('p', { class: 'why' }, t('armed.tight', { s: (tight / 1000).toFixed(1) })),
        out && h('p', { class: 'note', id: 'kill-hint' }, t('go.kill')),
        !armed && missed && h('p', { class: 'why', role: 'alert' }, missedWords(missed)),
        armed && (armed.other || !armed.own && !armed.due) && h('p', { class: 'why' }, t(armed.other ? 'armed.other' : 'armed.twice')),
        (armed || coming.length > 0) && h('button', { id: 'disarm', class: 'small', onclick: () => desk.disarm() }, t(armed?.due || coming.length ? 'do.call-back' : 'do.disarm'), ' ', h('kbd', {}, keys.disarm[1]))),
    ] : []);
    if (coming.length) say(comes, t('armed.comes', { n: Math.max(0, Math.ceil((coming[0].at - room.now()) / 1000)) }));
    if (armed) say(left, t(armed.due ? 'armed.due' : 'armed.left', { n: Math.max(0, Math.ceil(((armed.due || armed.until) - room.now()) / 1000)) }));
  }

  /** Open and close, of the item that is selected. */
  function paintItem() {
    const frame = room.frame();
    const it = desk.item();
    const staged = frame?.item?.id === it?.id;
    const seconds = room.cues()?.seconds || 30;
    const act = (/** @type {string} */ name, /** @type {any} */ more = {}) => async () => {
      const pressed = Date.now();
      const answer = await room.actOnSession({ act: name, item: it.id, ...more });
      desk.tell('item', answer.ok ? '' : answer.message, pressed);
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

  const element = h('section', { class: 'panel go-panel', 'aria-labelledby': 'go-head' }, h('div', { class: 'panel-head' }, h('h2', { id: 'go-head' }, t('go.head'))),
    h('div', { class: 'panel-body' }, ready, h('h3', {}, t('item.head')), item, h('h3', {}, t('release.head')), releases.element));
  return { element, paint: () => { paintReady(); paintItem(); releases.paint(); } };
}
