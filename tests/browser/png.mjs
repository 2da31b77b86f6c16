// What is painted on a transparent picture: a PNG of eight bits with an alpha channel,
// as browsers write it.
import { inflateSync } from 'node:zlib';

/** @param {Buffer} png */
export function pixelsOf(png) {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const [depth, kind] = [png[24], png[25]];
  if (depth !== 8 || (kind !== 6 && kind !== 2)) throw new Error(`a PNG of ${depth} bits and kind ${kind}`);
  const parts = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const bytes = kind === 6 ? 4 : 3;
  const raw = inflateSync(Buffer.concat(parts));
  return { width, height, bytes, data: unfilter(raw, width * bytes, height, bytes) };
}

/**
 * A picture without a point of it painted is what most of them are: nothing in it is to be undone.
 * @param {Buffer} raw @param {number} stride @param {number} height @param {number} bytes of a pixel
 */
function unfilter(raw, stride, height, bytes) {
  const out = Buffer.alloc(stride * height);
  if (isEmpty(raw, stride, height)) return out;
  for (let y = 0; y < height; y++) {
    const from = y * (stride + 1) + 1;
    const above = y > 0 ? out.subarray((y - 1) * stride, y * stride) : Buffer.alloc(stride);
    unfilterRow(raw[from - 1] || 0, raw.subarray(from, from + stride), above, out.subarray(y * stride, (y + 1) * stride), bytes);
  }
  return out;
}

/** Whatever the filter, rows of noughts are noughts. @param {Buffer} raw @param {number} stride @param {number} height */
function isEmpty(raw, stride, height) {
  const nought = Buffer.alloc(stride);
  for (let y = 0; y < height; y++) if (nought.compare(raw, y * (stride + 1) + 1, (y + 1) * (stride + 1)) !== 0) return false;
  return true;
}

/** @param {number} filter @param {Buffer} row @param {Buffer} above @param {Buffer} out @param {number} bytes of a pixel */
function unfilterRow(filter, row, above, out, bytes) {
  out.set(row);
  if (filter === 0) return;
  if (filter === 1) for (let x = bytes; x < row.length; x++) out[x] = num(row[x]) + num(out[x - bytes]);
  else if (filter === 2) for (let x = 0; x < row.length; x++) out[x] = num(row[x]) + num(above[x]);
  else {
    for (let x = 0; x < row.length; x++) {
      const left = x >= bytes ? num(out[x - bytes]) : 0;
      const corner = x >= bytes ? num(above[x - bytes]) : 0;
      out[x] = num(row[x]) + (filter === 3 ? (left + num(above[x])) >> 1 : paeth(left, num(above[x]), corner));
    }
  }
}

const num = (/** @type {number | undefined} */ byte) => /** @type {number} */ (byte);

/** @param {number} left @param {number} up @param {number} corner */
function paeth(left, up, corner) {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/**
 * How much is painted, within which box in pixels of the whole picture, and its points.
 * @param {Buffer} png @param {number} scale
 */
export function extent(png, scale = 1) {
  const { width, height, bytes, data } = pixelsOf(png);
  const seen = { count: 0, left: Infinity, top: Infinity, right: -1, bottom: -1, data };
  if (bytes === 3) return { ...seen, count: width * height, left: 0, top: 0, right: width / scale, bottom: height / scale };
  for (let y = 0, at = 3; y < height; y++) {
    for (let x = 0; x < width; x++, at += 4) {
      if (data[at] === 0) continue;
      seen.count++;
      if (x < seen.left) seen.left = x;
      if (x > seen.right) seen.right = x;
      if (y < seen.top) seen.top = y;
      seen.bottom = y;
    }
  }
  return { ...seen, left: seen.left / scale, top: seen.top / scale, right: (seen.right + 1) / scale, bottom: (seen.bottom + 1) / scale };
}

/**
 * How many points of two pictures differ so much that a person could see it. Edges of letters are
 * smoothed a little differently where something has moved before.
 * @param {Buffer} a @param {Buffer} b
 */
export function different(a, b) {
  let count = 0;
  for (let i = 0; i < a.length; i += 4) {
    if (Math.abs((a[i] || 0) - (b[i] || 0)) + Math.abs((a[i + 1] || 0) - (b[i + 1] || 0)) + Math.abs((a[i + 2] || 0) - (b[i + 2] || 0)) + Math.abs((a[i + 3] || 0) - (b[i + 3] || 0)) > 160) count++;
  }
  return count;
}
