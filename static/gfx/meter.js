// How smoothly the page paints: pictures a second and the longest gap between two. They are counted
// all the time while something is new on the page, and else for half a second out of two: to be asked
// for every picture costs a page that rests more than the picture itself.

const spanMs = 2000;
const boutMs = 500;
const idleMs = 1500;

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

/** Counts from now on. @param {Pick<Window, 'requestAnimationFrame' | 'setTimeout' | 'clearTimeout'> & { performance: { now(): number } }} [page] */
export function makeMeter(page = window) {
  const none = { fps: 0, gap: 0 };
  let last = none; // what the bout before has counted
  let ended = false;
  let timer = 0; // of the rest; 0 while pictures are counted
  let since = 0;
  let until = 0;
  /** @type {number[]} */ let times = [];

  function begin() {
    page.clearTimeout(timer);
    timer = 0;
    times = [];
    since = page.performance.now();
    until = since + boutMs;
    page.requestAnimationFrame(step);
  }
  function step(/** @type {number} */ time) {
    if (ended || timer) return;
    times.push(time);
    if (times.length > 600) times = times.slice(300);
    if (time < until) {
      page.requestAnimationFrame(step);
      return;
    }
    last = smoothness(times, time);
    timer = page.setTimeout(begin, idleMs);
  }
  begin();
  return {
    /** Where a bout has not seen enough it is the one before that is told; where no picture came for all the time of one it is none. */
    read() {
      const now = page.performance.now();
      if (timer) return last;
      const [first = since, newest = since] = [times[0], times[times.length - 1]];
      if (now - newest > spanMs) return none;
      return newest - first < boutMs / 2 ? last : smoothness(times, now);
    },
    /** Something is new: how that is painted is what counts. */
    watch() {
      if (ended) return;
      if (timer) begin();
      until = page.performance.now() + spanMs;
    },
    /** The page was not to be seen: that is no gap. */
    rest() {
      times = [];
      last = none;
    },
    end() {
      ended = true;
      page.clearTimeout(timer);
    },
  };
}
