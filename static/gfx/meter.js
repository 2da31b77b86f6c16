// How smoothly the page paints: pictures a second and the longest gap between two,
// over the last two seconds.

const spanMs = 2000;

/**
 * @param {number[]} times of the pictures in milliseconds, the oldest first
 * @param {number} now
 */
export function smoothness(times, now) {
  const recent = times.filter((time) => time > now - spanMs);
  let gap = 0;
  recent.forEach((time, i) => { if (i > 0) gap = Math.max(gap, time - (recent[i - 1] || 0)); });
  const first = recent[0];
  const last = recent[recent.length - 1];
  const span = first !== undefined && last !== undefined ? last - first : 0;
  return { fps: span > 0 ? Math.round(((recent.length - 1) * 1000) / span) : 0, gap: Math.round(gap) };
}

/** Counts from now on. */
export function makeMeter() {
  /** @type {number[]} */
  let times = [];
  let ended = false;
  const step = (/** @type {number} */ time) => {
    if (ended) return;
    times.push(time);
    if (times.length > 600) times = times.slice(300);
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
  return {
    read: () => smoothness(times, performance.now()),
    /** The page was not to be seen: that is no gap. */
    rest() { times = []; },
    end() { ended = true; },
  };
}
