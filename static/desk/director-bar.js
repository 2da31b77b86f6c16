// The bar above: which session, who drives, whether the line to the server holds, the keys.

import { beijing } from '../shared/moment.js';
import { fill, h, say } from './director-dom.js';
import { lyingOn } from './director-order.js';

/** @param {import('./director-desk.js').Desk} desk */
export function createBar(desk) {
  const { room, t } = desk;
  const lease = h('div', { class: 'lease', id: 'lease' });
  const line = h('span', { class: 'line', id: 'line', role: 'status' });
  const clock = h('time', { class: 'clock', id: 'clock' });
  const keys = h('input', { type: 'checkbox', id: 'hotkeys', onchange: () => {
    desk.hotkeys = keys.checked;
    localStorage.setItem('pingyi-keys', keys.checked ? 'on' : 'off');
    desk.paint();
  } });
  keys.checked = desk.hotkeys;
  let over = 0;

  /** Tunes preview and the ticked outputs; a program that refuses a rehearsal keeps nobody else. @param {string} id @param {() => boolean} dropped */
  async function tune(id, dropped) {
    const pressed = Date.now();
    const preview = room.preview()?.name ?? '';
    const quiet = [preview, ...room.targets().filter((name) => !room.output(name)?.program)];
    const answers = [await room.act({ act: 'tune', on: quiet, session: id })];
    for (const name of room.targets().filter((n) => room.output(n)?.program)) if (!dropped()) answers.push(await room.act({ act: 'tune', on: [name], session: id }));
    const refused = answers.find((a) => !a.ok);
    desk.tell('tune', refused?.message ?? '', pressed);
    desk.subject = null;
    if (chosen === id) chosen = null;
    wanted = refused?.code === 'rehearsal-on-program' ? id : '';
    desk.paint();
  }
  let wanted = ''; // a rehearsal that program refused
  let chosen = /** @type {string | null} */ (null); // in the list, and not tuned in
  let waits = false; // for a press

  /** Whether a picture goes with that, so that somebody has to press for it: an arrow key is enough to choose. @param {string} id */
  const takesOff = (id) => room.targets().some((name) => room.output(name)?.session !== id && lyingOn(room.output(name)).length > 0);

  /** @param {string} id */
  function choose(id) {
    chosen = id === room.session() ? null : id;
    waits = takesOff(id);
    if (chosen !== null && !waits) desk.acts.add((dropped) => tune(id, dropped));
    desk.paint();
  }

  function tuneIn() {
    const id = chosen ?? room.session();
    waits = false;
    desk.acts.add((dropped) => tune(id, dropped));
    desk.paint();
  }

  /** @param {boolean} take */
  async function drive(take) {
    const pressed = Date.now();
    let said = '';
    for (const name of new Set([room.preview()?.name ?? '', ...room.targets()])) {
      const answer = await room.act(take ? { act: 'lease', output: name, over: true } : { act: 'give', output: name });
      if (!answer.ok) said = answer.message;
    }
    over = 0;
    desk.tell('lease', said, pressed);
  }

  function paintLease() {
    const holder = room.lease();
    const leads = room.leads();
    const sure = Date.now() < over;
    document.documentElement.classList.toggle('is-led', Boolean(holder));
    fill(lease, [holder, leads, sure, desk.directs], () => {
      if (!desk.directs) return [];
      if (holder) {
        return [h('strong', { class: 'warn' }, t('lease.other', { who: holder })), sure ? h('button', { id: 'lease-sure', class: 'sure', onclick: () => drive(true) }, t('lease.sure', { who: holder }))
          : h('button', { id: 'lease-over', onclick: () => { over = Date.now() + 4000; paintLease(); document.getElementById('lease-sure')?.focus(); } }, t('lease.over'))];
      }
      if (leads) return [h('span', { class: 'good' }, t('lease.own')), h('button', { id: 'lease-give', class: 'small', onclick: () => drive(false) }, t('lease.give'))];
      return [h('span', {}, t('lease.free')), h('button', { id: 'lease-take', class: 'small', onclick: () => drive(true) }, t('lease.take'))];
    });
  }

  // It stays where it is while its list grows or a button comes beside it, since somebody may have it open or go through it by keys.
  const choice = h('select', { id: 'tune', onfocus: () => room.renew(), onpointerdown: () => room.renew(), onchange: () => choose(choice.value) });
  const title = h('strong', {});
  const flag = h('span', { class: 'part' });
  const acts = h('span', { class: 'part' });
  const session = h('div', { class: 'session', id: 'tuned' }, flag, desk.directs ? [h('label', { class: 'sr', for: 'tune' }, t('tune')), choice] : title, acts);

  function paintSession() {
    const id = room.session();
    const own = desk.facts.sessions.find((/** @type {any} */ s) => s.id === id);
    const program = room.status.outputs.find((o) => o.program);
    const listed = chosen ?? id;
    const asks = waits && listed !== id;
    fill(choice, desk.facts.sessions.map((/** @type {any} */ s) => [s.id, s.title, s.rehearsal]), () => [h('option', { value: '' }, t('tune.none')),
      desk.facts.sessions.map((/** @type {any} */ s) => h('option', { value: s.id }, `${s.rehearsal ? `[${t('rehearsal')}] ` : ''}${s.title}`))]);
    if (choice.value !== listed) choice.value = listed;
    fill(flag, own?.rehearsal, () => own?.rehearsal && h('span', { class: 'flag rehearsal' }, t('rehearsal')));
    if (!desk.directs) say(title, own?.title ?? t('tune.none'));
    fill(acts, [id, own?.title, desk.directs, asks, wanted, program?.session, program?.unlocks], () => [
      desk.directs && asks && h('button', { id: 'tune-in', class: 'small sure', onclick: tuneIn }, t('do.tune')),
      desk.directs && !asks && own && program && program.session !== id && h('button', { id: 'tune-again', class: 'small', onclick: tuneIn }, t('tune.program')),
      desk.directs && wanted && program && !(program.unlocks ?? []).includes(desk.facts.person) && h('button', { id: 'unlock', class: 'small', onclick: async () => {
        const answer = await room.act({ act: 'unlock', output: program.name, session: wanted });
        desk.tell('unlock', answer.ok ? t('unlock.wait') : answer.message);
      } }, t('do.unlock')),
    ]);
  }

  function paint() {
    paintSession();
    paintLease();
    const stale = room.isStale() || room.status.outputs.length === 0;
    document.documentElement.classList.toggle('is-stale', stale);
    say(line, room.status.closed ? t('line.closed') : stale ? t('line.lost', { time: beijing(room.seen / 1000).slice(11) }) : '');
    say(clock, beijing(room.now() / 1000).slice(11));
  }

  return { elements: [session, line, lease, desk.directs && h('label', { class: 'tick' }, keys, ' ', t('hotkeys')), clock].filter(Boolean), paint };
}
