// Preview and program as they are: the outputs themselves, in frames, over a ground that shows what
// is transparent.

import { fill, h, say } from './director-dom.js';
import { comingOn, idOf, seenOn } from './director-order.js';

/** Scenes whose steps are pages. */
const paged = ['board', 'pledge', 'dims'];

/** For so long it is told of a picture that its moment was too near, in milliseconds. */
const TOLD = 15_000;

/** @param {import('./director-desk.js').Desk} desk */
export function createMonitors(desk) {
  const { room, t } = desk;
  /** @type {Record<string, string>} by name, with the generation it belongs to */
  let addresses = {};
  let known = '';
  const sides = ['preview', 'program'].map((side) => {
    const screen = h('div', { class: 'screen' });
    const title = h('strong');
    const flags = h('span', { class: 'flags' });
    const layers = h('div', { class: 'layers' });
    const figure = h('figure', { class: `monitor is-${side}`, id: side }, h('figcaption', {}, h('span', { class: 'lamp', 'aria-hidden': 'true' }), title, flags), screen, layers);
    new ResizeObserver(() => fit(screen)).observe(screen);
    return { side, screen, title, flags, layers, figure, ends: /** @type {Record<string, HTMLElement>} */ ({}) };
  });

  /** The addresses let in to the outputs, so only those who run the session are told them. */
  async function load() {
    const key = JSON.stringify(room.status.outputs.map((o) => [o.name, o.generation]));
    if (!desk.directs || key === known || room.status.outputs.length === 0) return;
    known = key;
    const all = await room.addresses();
    if (!all) {
      known = '';
      return;
    }
    addresses = all;
    desk.paint();
  }

  /** @param {any} screen */
  function fit(screen) {
    const frame = screen.querySelector('iframe');
    if (frame) frame.style.setProperty('transform', `scale(${screen.clientWidth / Number(frame.width)})`);
  }

  /** @param {import('./director-room.js').Output} output @param {any} screen */
  function show(output, screen) {
    const src = addresses[output.name] ?? '';
    fill(screen, [src, output.width, output.height], () => {
      if (!src) return h('p', { class: 'blind' }, desk.directs ? t('monitor.none') : t('monitor.organizer'));
      return h('iframe', { src, width: output.width, height: output.height, title: output.title, tabindex: -1, 'aria-hidden': 'true' });
    });
    screen.style.setProperty('aspect-ratio', `${output.width} / ${output.height}`);
    fit(screen);
  }

  /** Where the same is on a layer, of the outputs that are meant. @param {string} layer @param {import('./director-room.js').Shown} shown */
  const alike = (layer, shown) => room.targets().filter((name) => idOf(seenOn(room.output(name))[layer] ?? { scene: '', step: 0 }) === idOf(shown));

  /**
   * How long a page stands: the server turns them.
   * @param {string} layer @param {import('./director-room.js').Shown} shown @param {string[]} on
   */
  function pages(layer, shown, on) {
    const now = shown.hold ? 0 : shown.every ?? 0;
    return h('select', { id: `pages-${layer}`, class: 'small', 'aria-label': t('pages', { scene: t(`scene.${shown.scene}`) }), onchange: (/** @type {any} */ e) => {
      const every = Number(e.target.value);
      desk.press('pages', every ? { act: 'auto-pages', on, layer, every } : { act: 'hold-pages', on, layer, hold: true });
    } }, [...new Set([0, 5, 8, 12, 20, now])].sort((a, b) => a - b).map((n) => h('option', { value: n, selected: n === now }, n ? t('pages.every', { n }) : t('pages.off'))));
  }

  /**
   * Takes off what lies on a layer, and what is to come there.
   * @param {typeof sides[number]} at @param {import('./director-room.js').Output} output @param {string} layer @param {import('./director-room.js').Shown} shown
   */
  function outOf(at, output, layer, shown) {
    const stands = seenOn(output)[layer];
    if (stands && stands.take !== shown.take) return null; // it goes with that
    return h('button', { id: `out-${at.side}-${layer}`, class: 'small', 'aria-label': t('out.of', { scene: t(`scene.${shown.scene}`) }), onclick: () => {
      const same = at.side === 'program' ? alike(layer, shown) : [];
      desk.press('out-one', { act: 'out', on: same.length ? same : [output.name], layer });
    } }, t('out.one'));
  }

  /** What goes out by itself says when: a place of its own, so that the keys beside it stay where they are while it counts. @param {typeof sides[number]} at @param {string} layer @param {import('./director-room.js').Shown} shown */
  function endOf(at, layer, shown) {
    if (!shown.ends) return null;
    at.ends[layer] = h('small', { class: 'left-seconds', role: 'timer', id: `ends-${at.side}-${layer}` });
    return at.ends[layer];
  }

  /** Of what came a moment ago, or is to come: by how much its moment was too near. @param {import('./director-room.js').Shown} shown */
  function tightOf(shown) {
    return shown.tight && room.now() < shown.at + TOLD ? h('span', { class: 'flag warn', title: t('armed.tight', { s: (shown.tight / 1000).toFixed(1) }) }, t('layer.tight', { s: (shown.tight / 1000).toFixed(1) })) : null;
  }

  /** @param {typeof sides[number]} at @param {import('./director-room.js').Output} output */
  function paintLayers(at, output) {
    const on = Object.entries(seenOn(output));
    const comes = comingOn(output);
    const chosen = at.side === 'program' ? desk.onLayer()?.layer : '';
    fill(at.layers, [on, comes, chosen, output.name, room.sessions[output.session]?.sealed?.version, [...on, ...comes].map(([, shown]) => tightOf(shown) !== null)], () => on.length + comes.length === 0 ? h('span', { class: 'none' }, t('layer.none')) : [...on.map(([layer, shown]) => {
      const older = at.side === 'program' && shown.version && shown.version < (room.sessions[output.session]?.sealed?.version ?? 0);
      const text = h('span', {}, h('b', {}, t(`scene.${shown.scene}`)), ' ', older && h('span', { class: 'flag warn' }, t('layer.older', { n: shown.version })), ' ', h('small', {}, `${t(`layer.${layer}`)}${shown.step ? ` · ${t('step', { n: shown.step + 1 })}` : ''}`));
      const end = [tightOf(shown), endOf(at, layer, shown)];
      if (!desk.directs) return h('span', { class: 'layer' }, text, end);
      const out = outOf(at, output, layer, shown);
      if (at.side === 'preview') return h('span', { class: 'layer' }, text, out);
      return h('span', { class: 'layer' }, h('button', { id: `layer-${layer}`, class: 'pick', 'aria-pressed': String(layer === chosen), onclick: () => { desk.layer = layer; desk.paint(); } }, text), paged.includes(shown.scene) && pages(layer, shown, alike(layer, shown)), end, out);
    }), ...comes.map(([layer, shown]) => h('span', { class: 'layer' }, h('span', {}, h('b', {}, t(`scene.${shown.scene}`)), ' ', h('small', {}, `${t(`layer.${layer}`)} · `), h('span', { class: 'flag' }, t('layer.comes')), tightOf(shown)), desk.directs && outOf(at, output, layer, shown)))]);
    for (const [layer, { ends }] of on) if (ends && at.ends[layer]) say(at.ends[layer], t('layer.ends', { n: Math.max(0, Math.ceil((ends - room.now()) / 1000)) }));
  }

  function paint() {
    load();
    for (const at of sides) {
      const output = at.side === 'preview' ? room.preview() : room.program();
      if (!output) continue;
      const lit = Object.keys(seenOn(output)).length > 0;
      at.figure.classList.toggle('is-lit', lit);
      at.figure.classList.toggle('is-panic', output.panic);
      say(at.title, output.title.includes(t(at.side)) ? output.title : `${t(at.side)} · ${output.title}`);
      fill(at.flags, [output.panic, output.held, output.session, lit], () => [
        output.panic && h('span', { class: 'flag stop' }, t('panic.on')), output.held > 0 && h('span', { class: 'flag warn' }, t('held', { n: output.held })),
        !output.session && h('span', { class: 'flag' }, t('not-tuned')), at.side === 'program' && !output.panic && h('span', { class: lit ? 'flag live' : 'flag' }, t(lit ? 'on-air' : 'clear')),
      ]);
      show(output, at.screen);
      paintLayers(at, output);
    }
  }

  return { element: h('div', { class: 'monitors' }, sides.map((s) => s.figure)), paint };
}
