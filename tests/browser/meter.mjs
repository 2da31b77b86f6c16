// How many bytes the server sends, measured on the line itself: what a browser
// reports of a page that is replaced meanwhile is not complete.
import { createServer, connect } from 'node:net';

/**
 * A relay before the server. It counts the bytes of all answers, with their heads;
 * a connection that becomes a live socket is not counted from then on.
 * @param {string} upstream the server's address
 */
export async function meter(upstream) {
  let bytes = 0;
  /** @type {Set<import('node:net').Socket>} */ const ends = new Set();
  const relay = createServer(client => {
    const server = connect(Number(new URL(upstream).port), '127.0.0.1');
    let live = false;
    client.on('data', sent => { live ||= sent.includes('Upgrade: websocket'); });
    server.on('data', came => { if (!live) bytes += came.length; });
    client.pipe(server).pipe(client);
    for (const end of [client, server]) {
      ends.add(end);
      end.on('error', () => { client.destroy(); server.destroy(); });
      end.on('close', () => ends.delete(end));
    }
  });
  await new Promise(resolve => { relay.listen(0, '127.0.0.1', () => resolve(null)); });
  const { port } = /** @type {import('node:net').AddressInfo} */ (relay.address());
  return {
    base: `http://127.0.0.1:${port}`,
    bytes: () => bytes,
    async close() {
      for (const end of ends) end.destroy();
      await new Promise(resolve => { relay.close(() => resolve(null)); });
    },
  };
}
