// The commands that docs/BROADCAST.md gives to an engineer are those that a client of
// CasparCG sends, and come out of its server as calls that the page understands.
import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Script } from 'node:vm';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startAMCP, wordsOf } from './amcp.mjs';
import { casparCall } from './hostsim.mjs';
import { root } from './harness.mjs';
import { idsIn } from '../../static/gfx/host.js';

const page = readFileSync(root + 'docs/BROADCAST.md', 'utf8');
const written = (/```amcp\n([^]*?)```/.exec(page)?.[1] || '').trim().split('\n').map(line => line.replace(/\s+#.*$/, ''));

test('the commands of the page are those that a client sends', async t => {
  const server = await startAMCP();
  t.after(() => server.close());
  await promisify(execFile)(process.execPath, [fileURLToPath(new URL('amcp-client.mjs', import.meta.url)), String(server.port)]);
  assert.deepEqual(server.lines.filter(line => line !== 'VERSION'), written);
});

test('what is sent with an update arrives in the page', () => {
  const updates = written.filter(line => line.includes(' UPDATE '));
  assert.equal(updates.length, 2);
  for (const line of updates) {
    /** @type {any[]} */ const heard = [];
    new Script(casparCall(String(wordsOf(line)[4]))).runInNewContext({ update: (/** @type {string} */ data) => heard.push(idsIn(data)) });
    assert.deepEqual(heard, [{ scene: /score-card/.test(line) ? 'score-card' : '' }]);
  }
});

test('a straight quote in a value is lost on the way, which is why only ids are sent', () => {
  assert.throws(() => new Script(casparCall(JSON.stringify({ scene: 'a "b"' }))), SyntaxError);
});
