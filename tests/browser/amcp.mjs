// A CasparCG server as far as its control line goes: it takes the words of a command
// apart as the real one does, keeps them, and answers that all went well.
import { createServer } from 'node:net';

/** The words of one command: quoted ones may hold spaces, and a backslash before a quote, itself or n. @param {string} line */
export function wordsOf(line) {
  /** @type {string[]} */ const words = [];
  let word = '';
  let quoted = false;
  let any = false;
  for (let i = 0; i < line.length; i++) {
    const sign = line[i];
    if (sign === '\\') {
      i++;
      word += line[i] === 'n' ? '\n' : line[i];
    } else if (sign === '"') {
      quoted = !quoted;
      any = true;
    } else if (sign === ' ' && !quoted) {
      if (word || any) words.push(word);
      [word, any] = ['', false];
    } else word += sign;
  }
  if (word || any) words.push(word);
  return words;
}

export async function startAMCP() {
  /** @type {string[]} */ const lines = [];
  /** @type {Set<import('node:net').Socket>} */ const sockets = new Set();
  const server = createServer(socket => {
    let rest = '';
    sockets.add(socket);
    socket.on('error', () => {}).setEncoding('utf8').on('data', text => {
      const parts = (rest + text).split('\r\n');
      rest = parts.pop() || '';
      for (const line of parts) {
        const [, request, command = line] = /^REQ (\S+) (.*)$/.exec(line) || [];
        lines.push(command);
        const verb = command.split(' ')[0];
        const answer = verb === 'VERSION' ? '201 VERSION OK\r\n2.5.0 Stable' : `202 ${verb} OK`;
        socket.write((request ? `RES ${request} ` : '') + answer + '\r\n');
      }
    });
  });
  await new Promise(resolve => { server.listen(0, '127.0.0.1', () => resolve(null)); });
  return {
    lines,
    port: /** @type {import('node:net').AddressInfo} */ (server.address()).port,
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise(resolve => server.close(resolve));
    },
  };
}
