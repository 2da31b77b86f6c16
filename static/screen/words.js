// The words on the hall and overlay screens, in Chinese and English.
// {name} stands for a value that fill() puts in.

/**
 * @typedef {typeof chinese} Words
 * @typedef {'zh-CN' | 'en'} Language
 */

const chinese = {
  lang: 'zh-CN',
  step: '第 {id} 项 / 共 {of} 项',
  joinTitle: '扫码参评',
  joinCard: '请用手机扫描评议证上的二维码',
  joinHere: '手动输入编码',
  joinCode: '扫描不便？请扫左侧二维码，或打开下面的网址，输入评议证上的 16 位编码',
  checkedIn: '已到场',
  turnout: '已投票',
  voters: '参评代表',
  ready: '即将开始评议',
  readyHint: '请在手机上做好准备',
  notYet: '尚未开始',
  opens: '{time} 开始填写',
  timeLeft: '剩余时间',
  daysLeft: '{days} 天 {hours} 小时',
  closing: '正在截止',
  closed: '投票已截止',
  confirmed: '计票已确认',
  void: '本轮作废',
  voidHint: '将重新评议，请等候主持人宣布',
  seal: '校验码',
  sealHint: '计票已封存，可凭此码核对',
  stepped: '每满 {n} 票更新一次',
  score: '得分',
  noScore: '无有效评价',
  awaits: '待公布',
  rank: '总排名',
  rankSoFar: '目前排名',
  rankOf: '/{of}',
  board: '得分排行',
  boardOf: '{class} · 得分排行',
  formUnits: '整张评议表 · {units} 个单位',
  page: '第 {page} 页 / 共 {pages} 页',
  tie: '并列',
  outOfBase: '不计入得分',
};

/** @type {Words} */
const english = {
  lang: 'en',
  step: 'Item {id} of {of}',
  joinTitle: 'Scan to vote',
  joinCard: 'Scan the QR code on your voting card',
  joinHere: 'Type your code',
  joinCode: 'Trouble scanning? Scan the code on the left or open the address below, then type the 16 characters on your card',
  checkedIn: 'Checked in',
  turnout: 'Voted',
  voters: 'Voters',
  ready: 'Voting is about to open',
  readyHint: 'Please have your phone ready',
  notYet: 'Not open yet',
  opens: 'Opens {time}',
  timeLeft: 'Time left',
  daysLeft: '{days} d {hours} h',
  closing: 'Closing',
  closed: 'Voting is closed',
  confirmed: 'Count confirmed',
  void: 'This vote is void',
  voidHint: 'It will be held again; please wait for the host',
  seal: 'Code',
  sealHint: 'The count is sealed; check it by this code',
  stepped: 'updated every {n} ballots',
  score: 'Score',
  noScore: 'No valid opinion',
  awaits: 'To be announced',
  rank: 'Overall rank',
  rankSoFar: 'Rank so far',
  rankOf: '/{of}',
  board: 'Ranking',
  boardOf: '{class} · Ranking',
  formUnits: 'one form · {units} units',
  page: 'Page {page} of {pages}',
  tie: 'tie',
  outOfBase: 'not in the score',
};

/**
 * The language asked for in the page's address, Chinese when none is.
 * @param {string} search such as "?lang=en"
 * @returns {Language}
 */
export function language(search) {
  return new URLSearchParams(search).get('lang') === 'en' ? 'en' : 'zh-CN';
}

/**
 * @param {Language} lang
 * @returns {Words}
 */
export function wordsOf(lang) {
  return lang === 'en' ? english : chinese;
}

/**
 * Puts values in the place of {name}.
 * @param {string} text
 * @param {Record<string, string | number>} values
 */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}
