// What a client of CasparCG sends, in a process of its own: one that was cut off looks for
// its server for ever, and cannot be told to stop.
import assert from 'node:assert/strict';
import { CasparCG } from 'casparcg-connection';

const client = new CasparCG({ host: '127.0.0.1', port: Number(process.argv[2]), autoConnect: false });
await new Promise(resolve => { client.once('connect', () => resolve(null)); client.connect(); });
const at = { channel: 1, layer: 20, cgLayer: 0 };
const sent = [
  () => client.cgAdd({ ...at, template: 'pingyi-pgm', playOnLoad: false }),
  () => client.cgPlay(at),
  () => client.cgUpdate({ ...at, data: { scene: 'score-card' } }),
  () => client.cgUpdate({ ...at, data: { scene: '' } }),
  () => client.cgNext(at),
  () => client.cgStop(at),
  () => client.cgRemove(at),
  () => client.clear({ channel: 1, layer: 20 }),
];
for (const send of sent) {
  const { error, request } = await send();
  assert.equal(error, undefined);
  assert.equal((await request)?.responseCode, 202);
}
process.exit(0);
