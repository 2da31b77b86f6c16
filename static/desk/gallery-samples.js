// The states in which the parts of the director's desk are shown on the contact sheet, with made-up data
// that never changes.

/** @typedef {import('./director-desk.js').Desk} Desk */
/** @typedef {import('./director-room.js').Output} Output */
/** @typedef {{ part: string, role?: string, press?: string, set: (desk: Desk, lang: string) => void }} Specimen press is a button that is pressed once it stands */

export const NOW = Date.UTC(2026, 10, 26, 12);
export const SESSION = '20261126-sample';
const CHECKPOINT = '7f3c0b6a91d2e84455aa10c9d7e6f208';

/** @type {Record<string, { title: string, units: string[], outputs: Record<string, string>, best: string, reason: string }>} */
const names = {
  'zh-CN': {
    title: '2026 年度窗口单位民主评议', units: ['市税务局第一税务分局', '市不动产登记中心', '市公安局出入境管理大厅', '市医疗保障局', '市供水集团', '市交通运输局', '市生态环境局'],
    outputs: { pvw: '预监', pgm: '播出', hall: '会场大屏', stage: '主席台', lobby: '前厅', foyer: '休息厅', side: '侧屏', wall: '拼接屏', back: '后台', spare: '备用', cg: '字幕机', layer: '包装机', obs: '网络直播' }, best: '十佳', reason: '第三组得票与计票表不符',
  },
  en: {
    title: 'Appraisal of service windows 2026', units: ['Tax Office No. 1', 'Property Registry', 'Exit and Entry Hall', 'Medical Insurance', 'Water Works', 'Transport', 'Environment'],
    outputs: { pvw: 'Preview', pgm: 'Program', hall: 'Hall wall', stage: 'Stage', lobby: 'Lobby', foyer: 'Foyer', side: 'Side wall', wall: 'LED wall', back: 'Backstage', spare: 'Spare', cg: 'Character generator', layer: 'Graphics', obs: 'Stream' }, best: 'Ten best', reason: 'Group three is not as on the sheet',
  },
};
const phases = ['revealed', 'confirmed', 'open', 'closed', 'void', 'on-stage', 'waiting'];

/** What there is to show of the session. @param {string} lang */
export const housesOf = (lang) => ({
  id: SESSION, title: names[lang].title, rehearsal: false, shape: 'windows', seconds: 30, criteria: [], sealed: { version: 1, checkpoint: CHECKPOINT },
  units: names[lang].units.map((name, i) => ({ id: `u${i + 1}`, name, department: '', class: '' })),
  rankings: [{ scene: 'reveal', list: '', label: '', worst: false }, { scene: 'ten', list: 'best', label: names[lang].best, worst: false }],
});

/** The picture of the session: an item in every phase. @param {string} lang @param {number} [staged] */
export const framesOf = (lang, staged = 3) => ({
  revision: 40, phase: 'running', item: { id: staged, ballots: 312, expected: 450 },
  items: names[lang].units.map((name, i) => ({ id: i + 1, unit: `u${i + 1}`, name, phase: phases[i] })),
});

/** @param {string} scene @param {number} take @param {number} [item] */
const shown = (scene, take, item = 3) => ({ scene, item, step: 0, take, at: NOW - 4000 });

/** @param {Partial<import('./director-room.js').Page>} [how] @returns {import('./director-room.js').Page} */
const pageOf = (how = {}) => ({ number: 1, host: 'casparcg', build: '1', since: NOW - 60_000, heard: NOW - 300, rev: 7, seq: 40, take: 6, fps: 50, gap: 21, engine: '117', visible: true, fonts: true, stale: false, playing: true, ...how });

/** @param {string} lang @param {string} name @param {Record<string, any>} [how] @returns {Output} */
const outputOf = (lang, name, how = {}) => ({
  name, title: names[lang].outputs[name], class: name === 'pvw' ? 'preview' : 'public', program: name === 'pgm', width: 1920, height: 1080, session: SESSION, revision: 7,
  layers: {}, seen: how.layers ?? {}, panic: false, held: 0, lease: '', stands: 'shown', unlocks: null, seq: 40, pages: [pageOf()], generation: 1, ...how,
});

/** A room with a picture on preview and one on program. @param {Desk} desk @param {string} lang @param {Record<string, any>} [pgm] @param {Record<string, any>} [pvw] */
function room(desk, lang, pgm = {}, pvw = {}) {
  desk.room.status.revision = 7;
  desk.room.status.outputs = [outputOf(lang, 'pvw', { layers: { lower: shown('score-card', 5) }, pages: [pageOf({ host: 'desk' })], ...pvw }), outputOf(lang, 'pgm', { layers: { lower: shown('strap', 6) }, ...pgm }), outputOf(lang, 'hall', { layers: { lower: shown('strap', 6) } })];
  desk.room.status.phones = { offset: 500, within: 5000 };
}

/** A board stands on program, and the corner mark comes there in six seconds. @param {Desk} desk @param {string} lang */
function comes(desk, lang) {
  const board = { full: shown('board', 6) };
  room(desk, lang, { seen: board, layers: { ...board, bug: { ...shown('bug', 7), at: NOW + 6000 } }, due: NOW + 6000, waiting: [7] });
}

/** What the server would say. @param {Desk} desk @param {string[]} verbs @param {string} code */
function refuse(desk, verbs, code) {
  for (const verb of verbs) desk.answers[verb] = { code, message: desk.t(`refusal.${code}`) };
}

/** Waits for the outputs. @param {Desk} desk @param {Record<string, number>} seen @param {string[]} late */
function awaits(desk, seen, late) {
  desk.awaited = { verb: 'take', on: ['pgm', 'hall'], revision: 7, pressed: NOW, due: NOW + 1000, shown: seen, late };
}

/** @param {Desk} desk @param {any} action @param {number} [seconds] */
function arm(desk, action, seconds = 17) {
  desk.room.status.armed = { number: 9, by: 'organizer', until: NOW + 1000 * seconds, action, controller: desk.room.controller, other: false, of: [{ layer: 'lower', cue: { scene: 'score-card', item: 2, step: 0 } }] };
}

/** @param {Record<string, any>} how @returns {Specimen['set']} */
const planned = (how) => (desk, lang) => {
  room(desk, lang);
  const steps = ['strap', 'countdown', 'turnout', 'live-bars', 'score-card', 'board'].map((scene, i) => ({ cue: { scene, step: 0, ...(scene === 'board' ? {} : { item: 3 }) }, when: ['', 'open', 'after', 'closed', 'revealed', 'clock'][i], ...(i === 0 ? { stay: 8 } : {}), ...(i === 2 ? { seconds: 8 } : {}), ...(i === 5 ? { time: '20:15:00' } : {}) }));
  desk.room.status.plan = { session: SESSION, on: ['pgm'], steps, at: 2, running: false, since: NOW - 3000, why: '', paused: '', waits: null, ...how };
};

/** @param {Record<string, any> | null} how @returns {Specimen['set']} */
const released = (how) => (desk, lang) => {
  room(desk, lang, { layers: { full: { ...shown('reveal', 6, 0), list: 'best' } } });
  if (how) desk.room.status.releases = [{ session: SESSION, list: 'best', asked: '', approved: '', declined: '', reason: '', groups: 0, of: 10, carried: 0, version: 1, checkpoint: CHECKPOINT, ...how, ...(how.declined ? { reason: names[lang].reason } : {}) }];
};

/** An output in each state in which the table can tell of it. @type {Specimen['set']} */
function everyOutput(desk, lang) {
  room(desk, lang);
  const of = (/** @type {string} */ name, /** @type {any} */ how = {}) => outputOf(lang, name, how);
  desk.room.status.outputs.push(
    of('stage', { stands: 'behind', pages: [pageOf({ rev: 6 })] }), of('lobby', { stands: 'nobody', pages: [] }), of('foyer', { stands: 'silent', pages: [pageOf({ heard: NOW - 9000, stale: true })] }),
    of('cg', { stands: 'unplayed', pages: [pageOf({ playing: false })] }), of('layer', { stands: 'unpainted', unpainted: ['score-card', 'bug'], pages: [pageOf({ host: 'ograf', only: 'strap' })] }), of('obs', { stands: 'hidden', pages: [pageOf({ host: 'obs', engine: '127', visible: false })] }), of('side', { panic: true }),
    of('wall', { panic: true, stands: 'behind', pages: [pageOf({ rev: 6 })] }), of('back', { panic: true, stands: 'nobody', pages: [] }), of('spare', { session: '', held: 38, pages: [pageOf(), pageOf({ host: 'obs', engine: '127', number: 2 })] }));
  desk.room.status.outputs[2].stands = 'waits';
  desk.room.status.plan.on = ['pgm', 'hall', 'stage'];
  awaits(desk, { pgm: 180 }, []);
}

/** The cues with each mark a row of them can have. @type {Specimen['set']} */
function everyCue(desk, lang) {
  room(desk, lang);
  desk.entry = 'countdown|3|||';
  refuse(desk, ['air:score-card|3|||'], 'not-released');
  refuse(desk, ['cue:reveal|0|||'], 'ranking-not-sealed');
  refuse(desk, ['cue:plate|0|||'], 'scene-not-allowed');
}

/** @type {Record<string, Specimen>} */
export const specimens = {
  'bar-free': { part: 'bar', set: room },
  'bar-leads': { part: 'bar', set: (desk, lang) => { room(desk, lang); for (const o of desk.room.status.outputs) o.lease = 'organizer #0001'; } },
  'bar-led': { part: 'bar', set: (desk, lang) => { room(desk, lang, { lease: 'director #77aa' }); } },
  'bar-led-sure': { part: 'bar', press: 'lease-over', set: (desk, lang) => { room(desk, lang, { lease: 'director #77aa' }); } },
  'bar-lost': { part: 'bar', set: (desk, lang) => { room(desk, lang); desk.room.seen = NOW - 8000; } },
  'panic-off': { part: 'panic', set: room },
  'panic-sending': { part: 'panic', set: (desk, lang) => { room(desk, lang); desk.panicking = true; } },
  'panic-latched': { part: 'panic', set: (desk, lang) => { room(desk, lang, { panic: true }); } },
  'panic-sure': { part: 'panic', press: 'unpanic', set: (desk, lang) => { room(desk, lang, { panic: true }); } },
  'lamps-every': { part: 'lamps', set: everyOutput },
  'lamps-panic': { part: 'lamps', set: (desk, lang) => { everyOutput(desk, lang); for (const o of desk.room.status.outputs) o.panic = o.class === 'public'; } },
  'verbs-ready': { part: 'verbs', set: room },
  'verbs-off': { part: 'verbs', set: (desk, lang) => {
    room(desk, lang, { layers: {} }, { layers: {} });
    refuse(desk, ['take', 'cut'], 'nothing-cued');
    refuse(desk, ['next', 'back', 'out'], 'layer-empty');
  } },
  'verbs-held': { part: 'verbs', set: (desk, lang) => { room(desk, lang, { held: 38 }); refuse(desk, ['take', 'cut'], 'held'); } },
  'verbs-led': { part: 'verbs', set: (desk, lang) => { room(desk, lang, { lease: 'director #77aa' }); refuse(desk, ['take', 'cut', 'next', 'back', 'out', 'blank', 'hold'], 'lease-held'); } },
  'verbs-panic': { part: 'verbs', set: (desk, lang) => { room(desk, lang, { panic: true }); refuse(desk, ['take', 'cut', 'next', 'back'], 'panic'); } },
  'verbs-waiting': { part: 'verbs', set: (desk, lang) => { room(desk, lang); awaits(desk, {}, []); } },
  'verbs-straps': { part: 'verbs', set: (desk, lang) => { room(desk, lang, { stands: 'waits', waiting: [7] }); awaits(desk, {}, []); } },
  'verbs-timed': { part: 'verbs', set: (desk, lang) => { comes(desk, lang); desk.awaited = { verb: 'take', on: ['pgm'], revision: 7, pressed: NOW, due: NOW + 9000, shown: {}, late: [] }; } },
  'verbs-done': { part: 'verbs', set: (desk, lang) => { room(desk, lang); awaits(desk, { pgm: 180, hall: 240 }, []); } },
  'verbs-late': { part: 'verbs', set: (desk, lang) => { room(desk, lang); awaits(desk, { pgm: 180 }, ['hall']); } },
  'verbs-refused': { part: 'verbs', set: (desk, lang) => { room(desk, lang); desk.saidAt = 'take'; desk.said = desk.t('refusal.lease-held'); } },
  'go-none': { part: 'go', set: room },
  'go-item': { part: 'go', set: (desk, lang) => { room(desk, lang); desk.subject = { item: 2, unit: 'u2' }; arm(desk, { kind: 'item', session: SESSION, item: 2, from: 'pvw', on: ['pgm'] }, 17); } },
  'go-timed': { part: 'go', set: (desk, lang) => { room(desk, lang); desk.subject = { item: 2, unit: 'u2' }; arm(desk, { kind: 'item', session: SESSION, item: 2, from: 'pvw', on: ['pgm'] }, 17); Object.assign(desk.room.status.armed, { due: NOW + 12_000, due_by: 'director' }); } },
  'go-coming': { part: 'go', set: (desk, lang) => room(desk, lang, { stands: 'waits', waiting: [7], layers: { lower: { ...shown('score-card', 7), at: NOW + 8000 } } }) },
  'go-missed': { part: 'go', set: (desk, lang) => {
    room(desk, lang);
    desk.room.status.missed = { action: { kind: 'item', session: SESSION, item: 2 }, by: 'director', at: NOW, why: { code: 'held', zh: '该输出已定格。请先解除定格，或先下画面。', en: 'The output is held. End the hold first, or take the picture out.' } };
  } },
  'go-missed-take': { part: 'go', set: (desk, lang) => { specimens['go-missed'].set(desk, lang); desk.room.status.missed.revealed = true; } },
  'go-missed-reveal': { part: 'go', set: (desk, lang) => { specimens['go-missed'].set(desk, lang); desk.room.status.missed.action = { kind: 'reveal', session: SESSION, list: 'best' }; } },
  'go-take': { part: 'go', set: (desk, lang) => { room(desk, lang); arm(desk, { kind: 'take', from: 'pvw', on: ['pgm', 'hall'] }); } },
  'go-other': { part: 'go', set: (desk, lang) => { room(desk, lang); arm(desk, { kind: 'take', from: 'pvw', on: ['pgm'] }); desk.room.status.armed.other = true; } },
  'go-reveal': { part: 'go', set: (desk, lang) => { specimens['release-checked'].set(desk, lang); arm(desk, { kind: 'reveal', session: SESSION, list: 'best', keep: true }, 540); } },
  'go-refused': { part: 'go', set: (desk, lang) => { released(null)(desk, lang); refuse(desk, ['arm-take'], 'nothing-cued'); refuse(desk, ['arm-reveal'], 'wants-second-person'); } },
  'release-asked': { part: 'go', set: released({ asked: 'director' }) },
  'release-approved': { part: 'go', set: released({ asked: 'director', approved: 'scrutineer', groups: 3 }) },
  'release-checked': { part: 'go', set: (desk, lang) => {
    released({ asked: 'director', approved: 'scrutineer', groups: 3 })(desk, lang);
    desk.room.status.checks = [{ session: SESSION, list: 'best', version: 1, checkpoint: CHECKPOINT, by: 'scrutineer', at: NOW }];
  } },
  'release-declined': { part: 'go', set: released({ asked: '', declined: 'scrutineer' }) },
  'release-unasked': { part: 'go', role: 'scrutineer', set: room },
  'release-checked-scrutineer': { part: 'go', role: 'scrutineer', set: (desk, lang) => { specimens['release-checked'].set(desk, lang); } },
  'release-scrutineer': { part: 'go', role: 'scrutineer', set: released({ asked: 'director' }) },
  'cues-and-rows': { part: 'list', set: everyCue },
  'cues-not-tuned': { part: 'list', set: (desk, lang) => { everyCue(desk, lang); refuse(desk, desk.entries().map((e) => `cue:${e.id}`), 'not-tuned'); } },
  'monitors-on': { part: 'monitors', set: room },
  'monitors-empty': { part: 'monitors', set: (desk, lang) => { room(desk, lang, { layers: {} }, { layers: {} }); } },
  'monitors-stale': { part: 'monitors', set: (desk, lang) => { room(desk, lang); desk.room.seen = NOW - 8000; } },
  'monitors-ends': { part: 'monitors', set: (desk, lang) => { room(desk, lang, { layers: { lower: { ...shown('strap', 6), ends: NOW + 4000 } } }); } },
  'monitors-timed': { part: 'monitors', set: comes },
  'lamps-timed': { part: 'lamps', set: comes },
  'monitors-held': { part: 'monitors', set: (desk, lang) => { room(desk, lang, { held: 38 }); } },
  'monitors-panic': { part: 'monitors', set: (desk, lang) => { room(desk, lang, { panic: true, layers: {} }); } },
  'outputs-every': { part: 'outputs', set: everyOutput },
  'outputs-late': { part: 'outputs', set: (desk, lang) => { everyOutput(desk, lang); awaits(desk, { pgm: 180 }, ['hall', 'lobby']); } },
  'phones-wait': { part: 'phones', set: room },
  'phones-at-once': { part: 'phones', set: (desk, lang) => { room(desk, lang); desk.room.status.phones = { at_once: true, offset: 500, within: 5000 }; } },
  'plan-empty': { part: 'plan', set: room },
  'plan-off': { part: 'plan', set: planned({}) },
  'plan-running': { part: 'plan', set: planned({ running: true }) },
  'plan-waits': { part: 'plan', set: planned({ running: true, at: 3, waits: { code: 'not-released', zh: '还没有关闭表决。', en: 'The vote is not closed yet.' } }) },
  'plan-by-hand': { part: 'plan', set: planned({ why: 'hand', paused: 'director' }) },
  'plan-panic': { part: 'plan', set: planned({ why: 'panic', paused: 'organizer' }) },
};
