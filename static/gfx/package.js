// The class of an OGraf graphic. It is handed out in a package, one file for each
// scene, with the blank below filled in; what it draws is loaded from the server,
// which is asked until it answers. Hosts leave arguments out, call twice, and drop
// the element without a word: none of that is an error.

const at = { base: '', out: '', tok: '', scene: '', steps: 1 };

/**
 * @typedef {import('ograf').GraphicsAPI.Graphic} Graphic
 * @typedef {ReturnType<typeof import('./graphic.js').attach>} Drawing
 */

const readyMs = 2500; // a host gives a promise about three seconds
const pauseMs = 500;

const unloaded = { statusCode: 409, statusMessage: 'load first' };

/** @param {string} [said] */
const done = (said) => (said ? { statusCode: 200, statusMessage: said } : { statusCode: 200 });

/** @param {number} milliseconds @returns {Promise<void>} */
const after = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

/** @implements {Graphic} */
export default class PingyiGraphic extends HTMLElement {
  constructor() {
    super();
    this.place = this.attachShadow({ mode: 'open' });
    /** @type {Drawing | null} */
    this.drawing = null;
    /** @type {any} */
    this.data = {};
    this.step = -1;
    this.size = { width: 0, height: 0 };
    this.turn = 0; // of being in the document: what an earlier one began is dropped
    this.wanted = false; // load was called, and dispose was not
    /** @type {Promise<void> | null} */
    this.coming = null; // what draws, on its way or there: it is loaded once, however often the host asks
  }

  connectedCallback() {
    Object.assign(this.style, { position: 'absolute', left: '0', top: '0', width: '100%', height: '100%', overflow: 'hidden' });
    if (this.wanted) this.begin();
  }

  disconnectedCallback() {
    this.end();
  }

  /** @type {Graphic['load']} */
  async load(params) {
    const { data, renderCharacteristics } = /** @type {any} */ (params || {});
    const { width, height } = (renderCharacteristics && renderCharacteristics.resolution) || {};
    this.size = { width: Number(width) || 0, height: Number(height) || 0 };
    this.data = { scene: at.scene, ...data };
    this.wanted = true;
    if (this.drawing) this.drawing.update(this.data); // it is loaded once more
    const here = await Promise.race([this.begin().then(() => true), after(readyMs).then(() => false)]);
    if (!this.wanted) return { statusCode: 409, statusMessage: 'disposed' };
    return done(here ? '' : 'waiting for ' + at.base);
  }

  /** Loads what draws, until it is there with its letters. */
  begin() {
    if (!this.coming) {
      this.turn += 1;
      this.coming = this.fetch(this.turn);
    }
    return this.coming;
  }

  /** @param {number} turn */
  async fetch(turn) {
    for (let n = 1; turn === this.turn; n += 1) {
      try {
        // An address that has failed once is not asked for again by a browser.
        const { attach } = await import(/* @vite-ignore */ `${at.base}/gfx/graphic.js?n=${n}`);
        if (turn === this.turn) await this.draw(attach);
        return;
      } catch {
        await after(pauseMs);
      }
    }
  }

  /** @param {typeof import('./graphic.js').attach} attach */
  draw(attach) {
    const width = this.size.width || this.clientWidth || innerWidth;
    const height = this.size.height || this.clientHeight || innerHeight;
    const drawing = attach(this.place, { base: at.base, out: at.out, token: at.tok, scene: at.scene, kind: 'ograf', width, height });
    this.drawing = drawing;
    drawing.update(this.data);
    if (this.step >= 0) drawing.play(false);
    return drawing.ready;
  }

  end() {
    this.turn += 1;
    this.coming = null;
    if (this.drawing) this.drawing.end();
    this.drawing = null;
    while (this.place.firstChild) this.place.removeChild(this.place.firstChild);
  }

  /** @type {Graphic['updateAction']} */
  async updateAction(params) {
    const { data } = /** @type {any} */ (params || {});
    if (!this.wanted) return unloaded;
    Object.assign(this.data, data || {});
    if (this.drawing) this.drawing.update(this.data);
    return done();
  }

  /** @type {Graphic['playAction']} */
  async playAction(params) {
    const { delta, goto: to, skipAnimation } = /** @type {any} */ (params || {});
    if (!this.wanted) return /** @type {any} */ (unloaded); // or it would be on air with the next load
    const target = Number.isInteger(to) ? to : this.step + (Number.isInteger(delta) ? delta : 1);
    if (target < 0 || target >= this.steps()) {
      await this.stopAction(params);
      return /** @type {any} */ ({ statusCode: 200, currentStep: undefined });
    }
    this.step = target;
    if (this.drawing) this.drawing.play(skipAnimation === true);
    return /** @type {any} */ ({ statusCode: 200, currentStep: target });
  }

  /** How many steps there are: those of the manifest, or, where that leaves it open, of the picture that is on. As long as none is, no play is one too many. */
  steps() {
    return at.steps > 0 ? at.steps : (this.drawing && this.drawing.steps()) || Infinity;
  }

  /** @type {Graphic['stopAction']} */
  async stopAction(params) {
    const { skipAnimation } = /** @type {any} */ (params || {});
    this.step = -1;
    if (this.drawing) await this.drawing.stop(skipAnimation === true);
    return done();
  }

  /** @type {Graphic['customAction']} */
  async customAction(params) {
    const { id } = /** @type {any} */ (params || {});
    if (id !== 'cut-out') return { statusCode: 404, statusMessage: 'no such action' };
    return this.stopAction(/** @type {any} */ ({ skipAnimation: true }));
  }

  /** @type {Graphic['dispose']} */
  async dispose() {
    this.wanted = false;
    this.step = -1;
    this.end();
    return done();
  }

  /** @type {Graphic['goToTime']} */
  async goToTime() {
    return /** @type {any} */ ({ statusCode: 501, statusMessage: 'real time only' });
  }

  /** @type {Graphic['setActionsSchedule']} */
  async setActionsSchedule() {
    return /** @type {any} */ ({ statusCode: 501, statusMessage: 'real time only' });
  }
}
