// The packages that an organizer takes away, held to the rules of OGraf 1.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { root, startServer } from './harness.mjs';
import { filesOf } from './hostsim.mjs';
import { samples } from '../../static/gfx/samples.js';

/** @type {import('./harness.mjs').Server} */ let server;
/** @type {Map<string, string>} */ let files;

before(async () => {
  server = await startServer();
  files = (await filesOf(server.base)).ograf;
});
after(() => server?.stop());

const schema = JSON.parse(readFileSync(root + 'tests/browser/ograf.schema.json', 'utf8'));
/** @type {import('ajv').ValidateFunction<any>} */
const valid = new Ajv2020({ strict: false, allErrors: true }).compile(schema);
const manifests = () => [...files].filter(([name]) => name.endsWith('.ograf.json')).map(([name, text]) => ({ name, manifest: JSON.parse(text) }));

test('every scene has a manifest by the schema, a class beside it, and an id that is the name of an element', () => {
  assert.equal(manifests().length, 17);
  for (const { name, manifest } of manifests()) {
    assert.ok(valid(manifest), `${name}: ${JSON.stringify(valid.errors)}`);
    assert.ok(files.has(name.replace(/[^/]*$/, manifest.main)), `${name} names ${manifest.main}`);
    assert.match(manifest.id, /^[a-z][a-z0-9]*-[a-z0-9-]+$/);
    assert.equal(name, `pingyi-pgm/${manifest.id}.ograf.json`);
    assert.match(manifest.version, /^20[0-9]{12}-[0-9a-f]{16}$/, 'another with every build, address and token, and a higher one');
  }
  assert.equal(new Set(manifests().map(({ manifest }) => manifest.id)).size, 17);
});

test('a manifest counts the steps that the scene has, and none where that is a matter of what is shown', () => {
  const counted = { 'join-qr': 2, 'live-bars': 3, verdict: 4, lineup: 2 };
  for (const { name, manifest } of manifests()) {
    const scene = manifest.id.replace('pingyi-pgm-', '');
    const steps = Math.max(...Object.values(samples).map(sample => /** @type {any} */ (sample)).filter(sample => sample.scene === scene).map(sample => sample.steps || 1));
    const varies = ['reveal', 'board', 'pledge', 'dims', 'ten'].includes(scene);
    assert.equal(manifest.stepCount, varies ? -1 : steps, name);
    if (scene in counted) assert.equal(manifest.stepCount, counted[/** @type {keyof typeof counted} */ (scene)], name);
  }
});

test('the schema refuses what renderers refuse', () => {
  const { manifest } = /** @type {any} */ (manifests()[0]);
  for (const wrong of [{ ...manifest, id: undefined }, { ...manifest, main: 3 }, { ...manifest, more: 1 }, { ...manifest, stepCount: -2 }, { ...manifest, $schema: 'x' }, { ...manifest, customActions: [{ name: 'x' }] }, { ...manifest, supportsRealTime: undefined }]) {
    assert.equal(valid(JSON.parse(JSON.stringify(wrong))), false, JSON.stringify(wrong).slice(0, 200));
  }
  assert.ok(valid({ ...manifest, v_house: { any: 1 } }));
});

test('the token of the output is in the classes, which are for the station, and not in the manifests', () => {
  for (const [name, text] of files) assert.equal(/"tok":"[a-z2-7]{26}"/.test(text), name.endsWith('.mjs'), name);
});
