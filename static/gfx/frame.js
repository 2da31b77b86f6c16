// The frame of an output: one whole picture. What may not be shown is not in it.

/**
 * @typedef {{ x: number, y: number, w: number, h: number }} Rect
 * @typedef {{ name: string, class: string, theme: string, lang: string, width: number, height: number, rate: number,
 *   ground: string, delay: number, reserved: Rect[], mark: boolean }} Output
 * @typedef {{ layer: string, scene: string, take: number, cut: boolean, at: number, until?: number, key: string, step: number, steps: number,
 *   hold: boolean, data: Record<string, any> }} Layer
 * data is what RenderOutput says of the scene; its members are listed beside the maker of the scene.
 * @typedef {{ seq: number, rev: number, session: { id: string, title: string, rehearsal: boolean } | null, phase: string,
 *   output: Output, panic: boolean, layers: Layer[] }} Frame
 * @typedef {{ label: string, count?: number, share?: string, permille?: number, in_base: boolean }} Bar
 * @typedef {{ rank: number, tie: boolean, unit: string, name: string, place: string, score: string, permille?: number, revote?: boolean,
 *   parts?: { label: string, score: string }[] }} Row
 */

/**
 * The frame in a message. What is not understood gives null and is passed over,
 * so that a newer server cannot take the picture off the air.
 * @param {any} message
 * @returns {Frame | null}
 */
export function frameOf(message) {
  if (!isPlain(message) || typeof message.seq !== 'number' || !isPlain(message.output) || !Array.isArray(message.layers)) return null;
  const { output } = message;
  const layers = message.layers.filter(isLayer);
  return /** @type {Frame} */ ({ ...message, panic: message.panic === true, layers, output: { ...output, reserved: output.reserved || [] } });
}

/** @param {any} value */
function isLayer(value) {
  return isPlain(value) && typeof value.layer === 'string' && typeof value.scene === 'string' && typeof value.key === 'string' && isPlain(value.data);
}

/** @param {any} value */
function isPlain(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Every text of a value, however deep, for whoever has to have its letters at hand.
 * @param {any} value
 * @returns {string}
 */
export function textIn(value) {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return '';
  return Object.values(value).map(textIn).join('');
}
