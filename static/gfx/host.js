// What a graphics host calls: update, play, next and stop. A host carries ids and
// never numbers, since each of them drops or mangles what it is given.

/** @typedef {{ out?: string, tok?: string, scene?: string }} Ids */

const known = ['out', 'tok', 'scene'];
const everything = 'all'; // on the output: SPX calls a line of its rundown by the value, and nothing is no name

/**
 * Reads the ids out of whatever a host passes: nothing, an object, JSON text, or
 * the XML of CasparCG. Whatever else is in it is not looked at.
 * @param {any} data
 * @returns {Ids}
 */
export function idsIn(data) {
  if (typeof data === 'string') return pick(data.trim().startsWith('<') ? fromXML(data) : fromJSON(data));
  return pick(data);
}

/** @param {any} from @returns {Ids} */
function pick(from) {
  /** @type {Record<string, string>} */
  const ids = {};
  if (typeof from !== 'object' || from === null) return ids;
  for (const name of known) if (typeof from[name] === 'string') ids[name] = from[name];
  if (ids.scene === everything) ids.scene = '';
  return ids;
}

/** @param {string} text */
function fromJSON(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null; // a host mangled it: what was known before still holds
  }
}

/** <componentData id="out"><data id="text" value="pgm"/></componentData> @param {string} text */
function fromXML(text) {
  /** @type {Record<string, string>} */
  const found = {};
  const each = /<componentData\s+id=["']([a-z]+)["'][^>]*>\s*<data\s[^>]*value=["']([^"'<>]*)["']/g;
  for (const match of text.matchAll(each)) if (match[1]) found[match[1]] = match[2] || '';
  return found;
}

/**
 * Puts the names on a window. A host may call them at any time, in any order,
 * twice, and with or without arguments. There is no remove: CasparCG has its own.
 * @param {any} target
 * @param {import('./output.js').Output} output
 * @param {string} version
 */
export function offer(target, output, version) {
  const { queue = [], named = (/** @type {any} */ data) => data } = target.PingyiGfx || {};
  target.update = (/** @type {any} */ data) => {
    const ids = idsIn(named(data));
    if (Object.keys(ids).length > 0) output.tune(ids);
  };
  target.play = () => {
    remember(target, true);
    output.play();
  };
  // Which step is on is the director's, for all outputs: one key of a host must turn none, and above all take nothing off.
  target.next = () => {};
  target.stop = () => {
    remember(target, false);
    output.stop();
  };
  target.PingyiGfx = {
    version,
    get seq() { return output.state().seq; },
    state: () => output.state(),
  };
  // What a host has said to the shell before the script was there.
  for (const [name, data] of queue) target[name](data);
}

/**
 * Whether nothing is painted before play: as the address says, else as the shell found out, else as
 * CasparCG is here, which calls. Whoever else opens an address never calls.
 * @param {string | undefined} told by a shell @param {string | null} asked by the address @param {any} target
 */
export function waits(told, asked, target) {
  const chosen = asked || told;
  return chosen === '0' || chosen === '1' ? chosen === '1' : Boolean(target.caspar || target.casparcg);
}

/** Whether the names are an output's already, and not a shell's. @param {any} target */
export function taken(target) {
  return target.PingyiGfx !== undefined && target.PingyiGfx.queue === undefined;
}

/**
 * A page that is loaded anew on air is told nothing by its host, so its place in the
 * history of the window keeps that it was playing.
 * @param {any} target
 * @param {boolean} plays
 */
function remember(target, plays) {
  target.history?.replaceState({ pingyi: plays }, '');
}

/** @param {any} target */
export const played = (target) => Boolean(target.history && target.history.state && target.history.state.pingyi);
