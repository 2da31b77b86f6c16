// Frames of every scene with made-up data, for the contact sheet and for tests.
// Nothing of them is in the script of an output.

/** @typedef {import('./frame.js').Frame} Frame */

const unit = { name: '市住房公积金管理中心办事大厅', place: '服务窗口 · 民生保障类', number: '37' };
const bars = [
  { label: '满意', count: 312, share: '72.2', permille: 722, in_base: true },
  { label: '基本满意', count: 91, share: '21.1', permille: 211, in_base: true },
  { label: '不满意', count: 29, share: '6.7', permille: 67, in_base: true },
  { label: '不了解', count: 18, in_base: false },
];
const asked = bars.map(({ label, in_base }) => ({ label, in_base }));
const shares = bars.map(({ label, share, permille, in_base }) => ({ label, share, permille, in_base }));
const names = ['市市场监督管理局登记注册窗口', '市不动产登记中心', '市公安局出入境管理大厅', '市医疗保障局', '市自然资源和规划局', '市税务局第一税务分局',
  '市生态环境局', '市残疾人联合会康复服务窗口', '市交通运输局', '市供水集团'];
const places = ['服务窗口', '服务窗口', '服务窗口', '职能部门', '职能部门', '服务窗口', '职能部门', '服务窗口', '职能部门', '公用企业'];
const scores = ['96.42', '95.87', '95.87', '94.10', '93.66', '92.05', '91.73', '90.18', '89.94', '88.20'];
const rows = names.map((name, i) => ({
  rank: i === 2 ? 2 : i + 1, tie: i === 1 || i === 2, unit: `u${i}`, name, place: places[i], score: scores[i], permille: Math.round(Number(scores[i]) * 10),
}));
const vote = { ballots: 312, expected: 450, state: 'open', deadline: 1764180047, seal: '' };

/** @type {Record<string, { scene: string, layer: string, data: Record<string, any>, step?: number, steps?: number }>} */
const all = {
  strap: { scene: 'strap', layer: 'lower', data: { name: '王秀兰', lines: ['市住房公积金管理中心主任', '2026 年度民主评议对象'], number: '37', side: 'left' } },
  'strap-right': { scene: 'strap', layer: 'lower', data: { name: '李建国', lines: ['本场主持人'], side: 'right' } },
  'strap-long': { scene: 'strap', layer: 'lower', data: { name: '市人力资源和社会保障局劳动保障监察支队投诉举报受理中心', lines: ['2026 年度服务窗口单位民主评议'], number: '108', side: 'left' } },
  'strap-three': { scene: 'strap', layer: 'lower', data: { name: '张卫国', lines: ['市人民代表大会常务委员会副主任', '市民主评议工作领导小组组长', '本场评议会总监票人'], side: 'left' } },
  bug: { scene: 'bug', layer: 'bug', data: { title: '2026 年度窗口单位评议', item: 37, of: 100, state: 'open', live: true } },
  'bug-rehearsal': { scene: 'bug', layer: 'bug', data: { title: '2026 年度窗口单位评议', item: 37, of: 100, state: 'revealed', live: false } },
  'join-qr': { scene: 'join-qr', layer: 'qr', steps: 2, data: { url: 'https://pingyi.example/v', title: '2026 年度窗口单位民主评议', issued: 450, checked_in: 438, corner: false } },
  'join-corner': { scene: 'join-qr', layer: 'qr', steps: 2, step: 1, data: { url: 'https://pingyi.example/v', title: '2026 年度窗口单位民主评议', issued: 450, checked_in: 438, corner: true } },
  countdown: { scene: 'countdown', layer: 'lower', data: { ...unit, ...vote, warn: 10, permille: 693 } },
  'countdown-last': { scene: 'countdown', layer: 'lower', data: { ...unit, ...vote, deadline: 1764180008, warn: 10, permille: 693 } },
  'countdown-ready': { scene: 'countdown', layer: 'lower', data: { ...unit, ...vote, state: 'on-stage', deadline: 0, ballots: 0, warn: 10, permille: 0 } },
  'countdown-sealed': { scene: 'countdown', layer: 'lower', data: { ...unit, ...vote, state: 'confirmed', ballots: 450, seal: 'K7QM-3F9D', warn: 10, permille: 1000 } },
  turnout: {
    scene: 'turnout', layer: 'side', data: {
      issued: 450, checked_in: 438, ballots: 408, expected: 438, of: 'ballots', permille: 931, percent: '93.1', quorum: { permille: 667, text: '66.67', inclusive: true, base: '' },
      groups: [{ label: '人大代表', issued: 120, checked_in: 118, permille: 983 }, { label: '政协委员', issued: 110, checked_in: 107, permille: 972 },
        { label: '企业代表', issued: 100, checked_in: 95, permille: 950 }, { label: '群众代表', issued: 120, checked_in: 118, permille: 983 }],
    },
  },
  'live-bars': { scene: 'live-bars', layer: 'lower', steps: 3, step: 2, data: { ...unit, ...vote, level: 'votes', bars } },
  'live-bars-percent': { scene: 'live-bars', layer: 'lower', steps: 3, step: 1, data: { ...unit, ...vote, level: 'percent', bars: shares } },
  'live-bars-hidden': { scene: 'live-bars', layer: 'lower', steps: 3, data: { ...unit, ...vote, level: 'hidden', bars: asked } },
  'score-card': {
    scene: 'score-card', layer: 'lower', data: {
      hidden: false, ...unit, score: '91.38', rank: 8, of: 37, rank_in_class: 3, of_class: 12, class: '民生保障类', valid: 432, void: 3, blank: 15, bars, seal: 'K7QM-3F9D', corrected: false,
    },
  },
  'score-criteria': {
    scene: 'score-card', layer: 'lower', data: {
      hidden: false, ...unit, score: '91.38', rank: 8, of: 37, rank_in_class: 3, of_class: 12, class: '民生保障类', valid: 432, void: 0, blank: 15, bars, seal: 'K7QM-3F9D', corrected: true,
      criteria: ['依法履职', '服务态度', '办事效率', '政务公开', '廉洁自律'].map((label, i) => ({ label, score: scores[i + 2] || '' })),
    },
  },
  'score-hidden': { scene: 'score-card', layer: 'lower', data: { hidden: true, ...unit, bars: [], seal: 'K7QM-3F9D', corrected: false } },
  reveal: {
    scene: 'reveal', layer: 'full', steps: 10, step: 6, data: {
      hidden: false, list: '', title: '2026 年度窗口单位评议', total: 10, released: 6, rows: rows.slice(4).reverse(), next: { rank: 4, group: 7, of: 10 }, top: 3, seal: 'K7QM-3F9D', version: 1, corrected: false,
    },
  },
  'reveal-end': {
    scene: 'reveal', layer: 'full', steps: 10, step: 9, data: {
      hidden: false, list: '', title: '2026 年度窗口单位评议', total: 10, released: 10, rows: rows.slice().reverse(), next: null, top: 3, seal: 'K7QM-3F9D', version: 1, corrected: false,
    },
  },
  board: { scene: 'board', layer: 'full', steps: 13, data: { title: '2026 年度窗口单位评议', page: 0, pages: 13, rows: rows.slice(0, 8), size: 8 } },
  'board-ten': { scene: 'board', layer: 'full', data: { title: '2026 年度窗口单位评议', page: 0, pages: 1, class: '民生保障类', rows, size: 10 } },
  'board-pinned': {
    scene: 'board', layer: 'full', steps: 13, step: 12, data: {
      title: '2026 年度窗口单位评议', page: 12, pages: 13, rows: rows.slice(0, 5).map((row, i) => ({ ...row, rank: 96 + i, tie: false })), size: 8,
      pinned: { rank: 37, tie: false, unit: 'p', name: unit.name, place: '服务窗口', score: '91.38', permille: 914 },
    },
  },
  versus: {
    scene: 'versus', layer: 'full', data: {
      metric: '综合得分同比', left: { name: '2025 年', sub: '市住房公积金管理中心', value: '87.20', permille: 872 }, right: { name: '2026 年', sub: '市住房公积金管理中心', value: '91.38', permille: 914 },
      difference: '4.18', lead: 'right', hidden: false,
    },
  },
  pledge: {
    scene: 'pledge', layer: 'full', steps: 3, data: {
      name: '王秀兰', place: '市住房公积金管理中心主任', number: '12', page: 0, pages: 3, group: '民生实事 · 2026 年 12 月底前完成', grade: '已兑现',
      text: ['年底前实现公积金提取业务全程网上办理，', '群众不再为一份证明跑第二趟。'],
    },
  },
  verdict: {
    scene: 'verdict', layer: 'lower', steps: 4, step: 2, data: {
      hidden: false, name: '王秀兰', place: '市住房公积金管理中心主任', question: '公积金提取全程网办的承诺，是否兑现？', level: 'votes', state: 'confirmed',
      bars: [{ label: '已兑现', count: 38, share: '80.9', permille: 809, in_base: true }, { label: '部分兑现', count: 7, share: '14.9', permille: 149, in_base: true }, { label: '未兑现', count: 2, share: '4.2', permille: 42, in_base: true }],
      threshold: { permille: 667, text: '66.7', of: '评价“已兑现”的比例', label: '通过', inclusive: true, share: true, on_bars: true },
    },
  },
  dims: {
    scene: 'dims', layer: 'full', steps: 6, step: 2, data: {
      hidden: false, name: '市市场监督管理局', place: '职能部门', number: '42', focus: 1,
      dims: [['依法履职', '92.40', '90.15'], ['服务态度', '95.21', '91.02'], ['办事效率', '88.73', '89.60'], ['政务公开', '90.05', '88.31'], ['廉洁自律', '96.80', '94.77']]
        .map(([label, score, average]) => ({ label, score, permille: Math.round(Number(score) * 10), average, average_permille: Math.round(Number(average) * 10) })),
    },
  },
  ten: { scene: 'ten', layer: 'full', steps: 11, step: 10, data: { hidden: false, list: '群众满意十佳窗口', tone: 'best', size: 10, rows, released: 10 } },
  'ten-worst': { scene: 'ten', layer: 'full', steps: 11, step: 4, data: { hidden: false, list: '需要改进的十个窗口', tone: 'worst', size: 10, rows: rows.slice(6), released: 4 } },
  crawl: { scene: 'crawl', layer: 'ticker', data: { items: [{ text: '本场评议由 450 名代表现场投票，结果以计票确认为准' }, { text: '监督电话 12345' }, { text: '评议结果将在市政府网站公布' }] } },
  plate: {
    scene: 'plate', layer: 'full', data: {
      hidden: false, title: '2026 年度窗口单位民主评议结果', state: 'certified', code: 'K7QM-3F9D', when: '2026-11-26 21:40', version: 1, signed: ['张卫国', '刘敏'],
      lines: [{ label: '参评单位', value: '100 个' }, { label: '发出评议证', value: '450 张' }, { label: '到场代表', value: '438 人' }, { label: '有效评议', value: '43,207 票' }, { label: '总参评率', value: '98.6%' }],
    },
  },
  lineup: { scene: 'lineup', layer: 'alert', steps: 2, data: { name: 'pgm', title: '播出主输出', words: '𬀩 𬮿 䶮 㛃 㙓 𬱖 龘 犇', url: 'https://pingyi.example/v', width: 1920, height: 1080, rate: 50, layers: ['lower', 'bug'], clap: false } },
};
all['lineup-clap'] = { scene: 'lineup', layer: 'alert', steps: 2, step: 1, data: { .../** @type {any} */ (all.lineup).data, clap: true } };
all['verdict-voting'] = { scene: 'verdict', layer: 'lower', steps: 4, step: 1, data: { .../** @type {any} */ (all.verdict).data, level: 'hidden', state: 'open', bars: /** @type {any} */ (all.verdict).data.bars.map((/** @type {any} */ bar) => ({ label: bar.label, in_base: bar.in_base })) } };
all['verdict-outcome'] = { scene: 'verdict', layer: 'lower', steps: 4, step: 3, data: { .../** @type {any} */ (all.verdict).data, outcome: '通过' } };
all['versus-hidden'] = { scene: 'versus', layer: 'full', data: { .../** @type {any} */ (all.versus).data, hidden: true, lead: 'none' } };

/** The server's time in these frames, in milliseconds. */
export const sampleNow = 1764180000000;

/** Every sample by name; the first part of a name is its scene. */
export const samples = all;

/**
 * A frame that shows some samples at once.
 * @param {string[]} shown
 * @param {Partial<import('./frame.js').Output>} [output]
 * @returns {Frame}
 */
export function frameWith(shown, output = {}) {
  return {
    seq: 4711, rev: 88, session: { id: 's1', title: '2026 年度窗口单位民主评议', rehearsal: false }, phase: 'running', panic: false,
    output: { name: 'pgm', class: 'public', theme: 'blue', lang: 'zh-CN', width: 1920, height: 1080, rate: 50, ground: 'transparent', delay: 0, reserved: [], mark: false, ...output },
    layers: shown.map((name, i) => {
      const { scene, layer, data, step = 0, steps = 1 } = /** @type {any} */ (all[name]);
      return { layer, scene, take: 17 + i, cut: false, at: sampleNow - 60000, key: `${scene}|s1|${name}`, step, steps, hold: false, data };
    }),
  };
}
