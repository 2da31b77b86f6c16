// In which order pictures come on: the run orders of the four kinds of evening, and which one is
// next. Nothing here knows of a page.

/**
 * @typedef {import('./director-room.js').Cue} Cue
 * @typedef {{ id: string, section: 'opening' | 'item' | 'ranking' | 'closing', cue: Cue, when: string }} Entry
 * @typedef {{ shape: string, units: { id: string, name: string, class: string }[], rankings: { scene: string, list: string, label: string, worst: boolean }[] }} Facts
 * @typedef {{ item: number, unit: string }} Subject
 */

/** What is shown of one item, in order, with what each waits for when it comes on by itself. @type {Record<string, [string, string][]>} */
const ofItem = {
  windows: [['strap', ''], ['countdown', 'open'], ['turnout', 'after'], ['live-bars', 'closed'], ['score-card', 'revealed']],
  pledges: [['strap', ''], ['pledge', 'after'], ['countdown', 'open'], ['verdict', 'closed'], ['versus', 'revealed']],
  form: [['strap', ''], ['dims', 'after'], ['versus', 'after']],
  choice: [['turnout', 'open'], ['live-bars', 'closed']],
};

/** @param {Facts} facts @param {Subject} subject what is selected: an item, and of a whole form a unit @returns {Entry[]} */
export function runOrder(facts, subject) {
  /** @type {Entry[]} */
  const all = [];
  const add = (/** @type {Entry['section']} */ section, /** @type {string} */ scene, /** @type {Partial<Cue>} */ about = {}, when = '') => {
    const cue = { scene, ...about, step: 0 };
    all.push({ id: idOf(cue), section, cue, when });
  };
  add('opening', 'bug');
  add('opening', 'join-qr');
  if (facts.shape === 'form') add('opening', 'turnout');
  for (const [scene, when] of ofItem[facts.shape] ?? []) add('item', scene, aboutOf(facts, subject, scene), when);
  if (facts.shape !== 'choice') add('ranking', 'board');
  for (const ranking of facts.rankings) add('ranking', ranking.scene, ranking.list ? { list: ranking.list } : {});
  add('closing', 'plate');
  return all;
}

/** What a picture of an item names. @param {Facts} facts @param {Subject} subject @param {string} scene @returns {Partial<Cue>} */
function aboutOf(facts, subject, scene) {
  if (facts.shape === 'form' && scene !== 'turnout') return subject.unit ? { item: subject.item || 1, unit: subject.unit } : { item: subject.item || 1 };
  return subject.item ? { item: subject.item } : {};
}

/** @param {Cue} cue what it is about, whichever step it is on */
export const idOf = (cue) => [cue.scene, cue.item ?? 0, cue.unit ?? '', cue.other ?? '', cue.list ?? '', ...(cue.text ?? [])].join('|');

/** The scene that was taken last on an output. @param {Record<string, import('./director-room.js').Shown>} layers */
export function latest(layers) {
  const on = Object.entries(layers ?? {}).sort(([, a], [, b]) => b.take - a.take)[0];
  return on ? { layer: on[0], shown: on[1] } : null;
}

/** What can be seen of an output, also what is to leave at a moment. @param {import('./director-room.js').Output | undefined} output */
export const seenOn = (output) => output?.seen ?? {};

/** What is to come on an output at a moment, by its layer. @param {import('./director-room.js').Output | undefined} output */
export function comingOn(output) {
  const seen = Object.values(seenOn(output)).map(({ take }) => take);
  return Object.entries(output?.layers ?? {}).filter(([, { take }]) => !seen.includes(take));
}

/** All of that. @param {import('./director-room.js').Output | undefined} output */
export const lyingOn = (output) => [...Object.values(seenOn(output)), ...comingOn(output).map(([, shown]) => shown)];

/** After so many items the board comes on. */
const ROUND = 10;

/**
 * The entry that comes next: the one behind what is on air. Behind the last picture of an item comes the
 * first of the next one, after every tenth the board; what closes the evening comes when no item is left.
 * @param {Entry[]} entries @param {Cue | null} onAir @param {number} left items that have not been on stage
 */
export function suggestion(entries, onAir, left) {
  if (entries.length === 0) return -1;
  if (!onAir) return 0;
  const item = entries.filter((e) => e.section === 'item');
  const first = Math.max(0, entries.indexOf(item[0]));
  const board = entries.findIndex((e) => e.cue.scene === 'board');
  if (onAir.scene === item[item.length - 1]?.cue.scene && board >= 0 && (onAir.item ?? 0) % ROUND === 0 && onAir.item) return board;
  const at = entries.findIndex((e) => e.id === idOf(onAir));
  const next = Math.min(at + 1, entries.length - 1);
  if (at < 0) return first;
  const past = at >= first + item.length - 1;
  return past && left > 0 ? first : next;
}

/** Longest line of a strap in characters as wide as a hanzi; the others count half. */
export const LINE = 16;

/** How wide a text is, in halves rounded up. @param {string} text */
export function wide(text) {
  let halves = 0;
  for (const c of text) halves += (c.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1;
  return Math.ceil(halves / 2);
}

/** For so long a strap can wait for the one before it to be gone, and half a second more. */
const STRAP = 700;

/** How many milliseconds later an output shows what it hears. Of panic nothing is delayed. @param {Partial<import('./director-room.js').Output>} [output] */
export const delayOf = (output) => ((output?.delay ?? 0) * 1000) / (output?.rate || 50) + (output?.layers?.lower?.scene === 'strap' ? STRAP : 0);

/**
 * How an output stands with what it was told last, in the server's word; where all is shown but for some takes and groups, these, and whether a moment is to come; and how long its quietest page has said nothing. The
 * frames of desks are no pages that anybody sees, but of a preview they are the ones that matter.
 * @param {import('./director-room.js').Output} output @param {number} now
 */
export function confirmed(output, now) {
  const pages = output.pages.filter((p) => p.host !== 'desk' || output.class === 'preview');
  const age = Math.max(0, ...pages.map((p) => now - (p.heard || p.since)));
  const waiting = output.waiting ?? [];
  const timed = waiting.length > 0 && (output.due ?? 0) > now;
  return { pages, shown: output.stands === 'shown', waiting, timed, age };
}
