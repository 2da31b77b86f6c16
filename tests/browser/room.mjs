// A control room in the hands of a test: what a real server hands out and serves, and
// a socket that says what the test says. It can be killed and comes back where it was.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';

/** @typedef {Awaited<ReturnType<typeof openRoom>>} Room */
/** @typedef {import('node:net').Socket} Socket */

/** @param {string} server address of a real server */
export async function openRoom(server) {
  /** @type {Map<string, Promise<{status: number, kind: string, stays: string, body: Buffer}>>} */ const kept = new Map();
  /** @type {Set<Socket>} */ const lines = new Set();
  /** @type {Set<Socket>} */ const pages = new Set();
  /** @type {any[]} */ const heard = [];
  /** @type {{ what: RegExp, asked: string[], free: Promise<void> }[]} */ const holds = [];
  let frame = '';
  const fetched = async (/** @type {string} */ path, /** @type {string} */ agent) => {
    const answer = await fetch(server + path, { headers: { 'user-agent': agent } });
    return { status: answer.status, kind: answer.headers.get('content-type') || '', stays: answer.headers.get('cache-control') || 'no-store', body: Buffer.from(await answer.arrayBuffer()) };
  };
  const web = createServer((request, response) => {
    const path = request.url || '';
    const agent = request.headers['user-agent'] || '';
    const at = path.startsWith('/gfx/load') ? path.split('?')[0] || '' : path;
    if (!kept.has(at)) kept.set(at, fetched(at, agent));
    const held = holds.find(({ what }) => what.test(at));
    held?.asked.push(at);
    Promise.all([kept.get(at), held?.free]).then(([answer]) => {
      const { status, kind, stays, body } = /** @type {NonNullable<typeof answer>} */ (answer);
      response.writeHead(status, { 'content-type': kind, 'cache-control': stays, 'access-control-allow-origin': '*' });
      response.end(body);
    }, () => response.destroy());
  });
  web.on('connection', line => {
    lines.add(line);
    line.on('close', () => { lines.delete(line); pages.delete(line); }).on('error', () => {});
  });
  web.on('upgrade', (request, line) => {
    const key = createHash('sha1').update(request.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64');
    line.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${key}\r\n\r\n`);
    pages.add(/** @type {Socket} */ (line));
    hear(/** @type {Socket} */ (line), text => heard.push(JSON.parse(text)));
    line.write(framed(JSON.stringify({ now: Date.now() })));
    if (frame) line.write(framed(frame));
  });
  const listen = (/** @type {number} */ port) => new Promise((resolve, reject) => {
    web.once('error', reject).listen(port, '127.0.0.1', () => resolve(null));
  });
  await listen(0);
  const address = /** @type {import('node:net').AddressInfo} */ (web.address());
  return {
    base: `http://127.0.0.1:${address.port}`,
    heard,
    /** The newest picture, which every page that comes is told first. @param {any} next */
    say(next) {
      frame = JSON.stringify(next);
      for (const page of pages) page.write(framed(frame));
    },
    pages: () => pages.size,
    /** Answers nobody who asks for such a path until it is let go. @param {RegExp} what */
    hold(what) {
      let go = () => {};
      const hold = { what, asked: /** @type {string[]} */ ([]), free: /** @type {Promise<void>} */ (new Promise(resolve => { go = resolve; })) };
      holds.push(hold);
      return { asked: hold.asked, go: () => { holds.splice(holds.indexOf(hold), 1); go(); } };
    },
    /** As by a cable that is pulled: every line is cut, and nobody answers. */
    kill() {
      const closed = new Promise(resolve => web.close(resolve));
      for (const line of lines) line.destroy();
      return closed;
    },
    start: () => listen(address.port),
    close: () => {
      for (const line of lines) line.destroy();
      return new Promise(resolve => web.close(resolve));
    },
  };
}

/** A text as a server frames it. @param {string} text */
function framed(text) {
  const body = Buffer.from(text);
  const head = body.length < 126 ? Buffer.from([0x81, body.length]) : Buffer.alloc(body.length < 65536 ? 4 : 10);
  if (body.length >= 126) {
    head[0] = 0x81;
    head[1] = body.length < 65536 ? 126 : 127;
    if (body.length < 65536) head.writeUInt16BE(body.length, 2);
    else head.writeBigUInt64BE(BigInt(body.length), 2);
  }
  return Buffer.concat([head, body]);
}

/** Reads the texts that a page frames. @param {Socket} line @param {(text: string) => void} tell */
function hear(line, tell) {
  let rest = Buffer.alloc(0);
  line.on('data', (/** @type {Buffer} */ more) => {
    rest = Buffer.concat([rest, more]);
    for (;;) {
      if (rest.length < 2) return;
      const short = (rest[1] || 0) & 127;
      const size = short === 126 ? 2 : short === 127 ? 8 : 0;
      if (rest.length < 6 + size) return;
      const length = short === 126 ? rest.readUInt16BE(2) : short === 127 ? Number(rest.readBigUInt64BE(2)) : short;
      const end = 6 + size + length;
      if (rest.length < end) return;
      const mask = rest.subarray(2 + size, 6 + size);
      const body = Buffer.from(rest.subarray(6 + size, end).map((byte, i) => byte ^ (mask[i % 4] || 0)));
      const kind = (rest[0] || 0) & 15;
      rest = rest.subarray(end);
      if (kind === 1) tell(body.toString());
      if (kind === 8) line.destroy();
    }
  });
}
