import test from 'node:test';
import assert from 'node:assert/strict';
import { phrasesOf } from './phrase.js';

test('a name is broken behind the name of an office, and never within a word', () => {
  for (const name of ['市公安局|出入境管理大厅', '市住房公积金管理中心|办事大厅', '市残疾人联合会|康复服务窗口', '市税务局|第一税务分局', '市人力资源和社会保障局|劳动保障监察支队|投诉举报受理中心',
    '市民主评议委员会', '市自然资源和规划局', '市人民代表大会常务委员会|副主任', '某某市住房和城乡建设局|不动产登记中心|综合服务窗口第二办事大厅', '市司法局', '市经济和信息化委|综合受理窗口', '市人民政府|行政审批制度改革与政务服务管理办公室|（市公共资源交易监督管理局）', 'Municipal Housing Bureau']) {
    assert.deepEqual(phrasesOf(name.replaceAll('|', '')), name.split('|'));
  }
});
