// When the phones in the hall learn of a result: so long after the program has said that it shows it.

import { h, say } from './director-dom.js';

/** What the room takes, in milliseconds. */
const MOST = 60_000;

/** @param {import('./director-desk.js').Desk} desk */
export function createPhones(desk) {
  const { room, t } = desk;
  const field = h('input', { id: 'phones-offset', type: 'number', min: 0, max: MOST, step: 100, required: true, inputmode: 'numeric', 'aria-describedby': 'phones-now phones-bad' });
  const now = h('small', { id: 'phones-now', role: 'status' });
  const bad = h('small', { id: 'phones-bad', class: 'why', role: 'alert' });
  let told = ''; // what the field was filled with
  const button = h('button', { id: 'phones-set', class: 'small' }, t('phones.set'));
  const element = h('form', { class: 'phones', novalidate: true, onsubmit: (/** @type {SubmitEvent} */ event) => { event.preventDefault(); set(); } },
    h('label', { for: 'phones-offset' }, t('phones.offset')), ' ', field, ' ', t('phones.ms'), ' ', button, ' ', now, ' ', bad);

  async function set() {
    const offset = Number(field.value);
    const fits = field.value.trim() !== '' && Number.isInteger(offset) && offset >= 0 && offset <= MOST;
    field.setAttribute('aria-invalid', String(!fits));
    if (!fits) return say(bad, t('phones.bad', { most: MOST }));
    const answer = await room.act({ act: 'phones', phones: { within: room.status.phones?.within, offset } });
    field.setAttribute('aria-invalid', String(!answer.ok));
    if (answer.ok) told = field.value;
    return say(bad, answer.message);
  }

  function paint() {
    const { phones } = room.status;
    if (!phones) return;
    const offset = phones.offset ?? 0;
    // A field in which somebody has written other figures is left alone.
    if (told !== String(offset) && field.value === told) field.value = told = String(offset);
    field.disabled = button.disabled = !desk.directs;
    say(now, phones.at_once ? t('phones.at-once') : t('phones.now', { offset, within: phones.within }));
  }

  return { element, paint };
}
