// The hosts once more, each in the browsers that it may have inside: every picture in
// every one. The browsers come as packages and are laid in var/engines.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';

const root = fileURLToPath(new URL('../..', import.meta.url));
const one = '--single-process --no-zygote'; // what they were packed for; the oldest of them ends now and then under it
const newer = ['obs-hide-show', 'obs-destroy', 'spx', 'ograf-strict', 'ograf-shadow', 'vmix'];

const engines = [
  // CasparCG 2.3, alone or behind SPX. There is no OGraf on it.
  { major: 71, from: 'chrome-aws-lambda@1.9.1', file: 'chrome-aws-lambda/bin/chromium-71.0.3563.0.br', flags: '', modes: ['caspar23', 'spx', 'vmix'] },
  { major: 103, from: '@sparticuz/chromium@103.0.0', file: '@sparticuz/chromium/bin/chromium.br', flags: one, modes: newer }, // OBS 28 to 30
  { major: 117, from: '@sparticuz/chromium@117.0.0', file: '@sparticuz/chromium/bin/chromium.br', flags: one, modes: ['caspar24', ...newer] },
  { major: 127, from: '@sparticuz/chromium@127.0.0', file: '@sparticuz/chromium/bin/chromium.br', flags: one, modes: newer }, // OBS 31 and 32
  { major: 143, from: '@sparticuz/chromium@143.0.4', file: '@sparticuz/chromium/bin/chromium.br', flags: '', modes: ['caspar25', ...newer] },
];

/** Installs a browser where it is not yet. @param {typeof engines[number]} engine @returns {string} its path */
function installed({ major, from, file }) {
  const folder = join(root, 'var/engines', String(major));
  const path = join(folder, 'chromium');
  if (existsSync(path)) return path;
  console.log(`engines: installing ${from}`);
  mkdirSync(folder, { recursive: true });
  execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund', '--no-save', '--ignore-scripts', '--prefix', folder, from], { stdio: ['ignore', 'inherit', 'inherit'] });
  const packed = join(folder, 'node_modules', file);
  const drawing = join(packed, '..', 'swiftshader.tar.br');
  if (existsSync(drawing)) execFileSync('tar', ['-x', '-C', folder], { input: brotliDecompressSync(readFileSync(drawing)) });
  writeFileSync(path, brotliDecompressSync(readFileSync(packed)), { mode: 0o755 });
  rmSync(join(folder, 'node_modules'), { recursive: true, force: true });
  return path;
}

const wanted = process.argv.slice(2).map(Number);
let failed = 0;
for (const engine of engines) {
  if (wanted.length > 0 && !wanted.includes(engine.major)) continue;
  const env = { ...process.env, CHROMIUM: installed(engine), CHROMIUM_FLAGS: engine.flags, CHROMIUM_MAJOR: String(engine.major), HOSTS: engine.modes.join(' ') };
  console.log(`engines: Chromium ${engine.major}: ${engine.modes.join(', ')}`);
  const { status } = spawnSync(process.execPath, ['--test', join(root, 'tests/browser/hostsim.test.mjs')], { env, stdio: 'inherit' });
  if (status !== 0) failed += 1;
}
process.exit(failed === 0 ? 0 : 1);
