import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';

const moment = new URL('moment.js', import.meta.url).href;
const at = Date.UTC(2026, 10, 26, 16, 5, 3) / 1000; // five past midnight in Beijing
const told = `import(${JSON.stringify(moment)}).then(m => console.log(JSON.stringify([` +
  `new Date(${at * 1000}).getTimezone` + `Offset(), m.moment(${at}, 'zh-CN'), m.moment(${at}, 'en'), m.beijing(${at})])))`;

test('wherever the machine is, the clock is that of Beijing', () => {
  const zones = { 'America/New_York': 300, 'Asia/Shanghai': -480, 'Asia/Kolkata': -330, UTC: 0 };
  for (const [zone, offset] of Object.entries(zones)) {
    const [own, ...says] = JSON.parse(execFileSync(process.execPath, ['-e', told], { env: { ...process.env, TZ: zone }, encoding: 'utf8' }));
    assert.equal(own, offset, zone);
    assert.deepEqual(says, ['11月27日 00:05', 'November 27 00:05', '2026-11-27T00:05:03'], zone);
  }
});

test('what was summer time elsewhere, and once in China, changes nothing', () => {
  const july = execFileSync(process.execPath, ['-e', `import(${JSON.stringify(moment)}).then(m => console.log(m.beijing(Date.UTC(2026, 6, 1, 12) / 1000)))`], {
    env: { ...process.env, TZ: 'America/New_York' }, encoding: 'utf8',
  });
  assert.equal(july.trim(), '2026-07-01T20:00:00');
});
