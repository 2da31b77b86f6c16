import { backoff } from '../shared/backoff.js';
import { withMark } from './sheet.js';

/** How long a person may go on marking before what is marked is sent to be kept. */
const REST = 600;

/**
 * What is marked on a form and not sent: kept on the server mark by mark, and on
 * the phone until the server has it. Only what the server has acknowledged counts
 * as saved. It is no ballot, and nothing here sends one.
 * @param {object} on
 * @param {(body: object) => Promise<Phone.Answer>} on.post a stretch; never fails
 * @param {{get: () => string, put: (text: string) => void}} on.keep what outlives the page
 * @param {(run: () => void, ms: number) => any} on.later
 * @param {(timer: any) => void} on.cancel
 * @param {() => number} on.random
 * @param {(answer: Phone.Answer) => void} on.refused the rules say no: ask what has changed
 * @param {() => void} on.changed
 */
export function createDraft(on) {
  /** Whose draft it is, of what, and beside which ballot. */
  let key = '';
  let item = 0;
  let run = 0;
  let marks = '';
  let sent = '';
  // Rows from one to before the other are not saved; those on their way are apart.
  let from = Infinity;
  let to = 0;
  /** @type {number[] | null} */
  let away = null;
  let attempt = 0;
  /** @type {any} */
  let timer = null;

  function keep() {
    const a = Math.min(from, away ? away[0] : from);
    on.keep.put(away || from < to ? [key, a, marks.slice(a, Math.max(to, away ? away[1] : 0))].join(' ') : '');
  }

  /** @param {number} a @param {number} b */
  function soil(a, b) {
    from = Math.min(from, a);
    to = Math.max(to, b);
    keep();
  }

  function save() {
    on.cancel(timer);
    if (away || !key || from >= to) return;
    const trip = [from, to];
    away = trip;
    [from, to] = [Infinity, 0];
    on.changed();
    on.post({ item, run, from: trip[0], marks: marks.slice(trip[0], trip[1]) }).then(answer => {
      if (away !== trip) return; // of a draft that was begun anew
      away = null;
      answered(answer, trip[0], trip[1]);
      on.changed();
    });
  }

  /** @param {Phone.Answer} answer @param {number} a @param {number} b */
  function answered(answer, a, b) {
    if (answer.status === 200) {
      attempt = 0;
      keep();
      if (from < to) timer = on.later(save, REST);
      return;
    }
    const code = answer.data && answer.data.code;
    if (code && answer.status >= 400 && answer.status < 500 && answer.status !== 429) {
      // Another phone or the desk has the say now; what is marked here stays to be seen.
      key = '';
      on.keep.put('');
      return on.refused(answer);
    }
    soil(a, b);
    timer = on.later(save, Math.max(answer.wait, backoff(attempt, on.random())));
    attempt += 1;
  }

  return {
    /**
     * Begins with what the server has. What this phone could not save before is put
     * on top of it, unless another phone has marked the form since.
     * @param {{key: string, item: number, run: number, marks: string, sent: string, other: boolean}} now
     */
    begin(now) {
      on.cancel(timer);
      ({ key, item, run, marks, sent } = now);
      [from, to] = [Infinity, 0];
      away = null;
      attempt = 0;
      const [of, at, text] = on.keep.get().split(' ');
      if (of === key && !now.other && text && Number(at) + text.length <= marks.length) {
        marks = marks.slice(0, Number(at)) + text + marks.slice(Number(at) + text.length);
        soil(Number(at), Number(at) + text.length);
        save();
      } else {
        keep();
      }
    },
    /** The card is elsewhere, or nothing is open: no more is kept until the next begin. */
    stop() { key = ''; },
    /** @param {number} row @param {string} mark */
    mark(row, mark) {
      if (!key || marks.charAt(row) === mark) return;
      marks = withMark(marks, row, mark);
      soil(row, row + 1);
      if (attempt === 0) {
        on.cancel(timer);
        timer = on.later(save, REST);
      }
      on.changed();
    },
    /**
     * The ballot was recorded with these marks: there is nothing more to keep of
     * them, and what else is marked is a change of that ballot. The server dropped
     * the draft, so what it had of that change is saved again.
     * @param {string} recorded @param {string} now the key
     */
    recorded(recorded, now) {
      if (!key) return;
      sent = recorded;
      key = now;
      on.cancel(timer);
      [from, to] = [Infinity, 0];
      if (marks === sent) return keep();
      attempt = 0;
      soil(0, marks.length);
      timer = on.later(save, REST);
    },
    /** The network or the person is back: do not sit out the pause. */
    wake() {
      attempt = 0;
      save();
    },
    look: () => ({
      ready: key !== '', marks, unsent: marks !== (sent || marks.replace(/[^-]/g, '-')),
      /** @type {'saved' | 'saving' | 'unsaved'} */
      kept: attempt > 0 ? 'unsaved' : away || from < to ? 'saving' : 'saved',
    }),
  };
}
