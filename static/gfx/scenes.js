// Who makes which scene. A scene that is not here is not shown, and nothing breaks.

import { makeDims, makePledge, makeVersus } from './facts.js';
import { makeBoard, makeReveal, makeTen } from './lists.js';
import { makeLineup } from './lineup.js';
import { makePlate } from './plates.js';
import { makeScoreCard, makeVerdict } from './score.js';
import { makeBug, makeCrawl, makeJoin, makeStrap } from './small.js';
import { makeCountdown, makeLiveBars, makeTurnout } from './vote.js';

/** @type {Record<string, (setup: import('./kit.js').Setup, layer: import('./frame.js').Layer) => import('./kit.js').Part>} */
export const makers = {
  strap: makeStrap, bug: makeBug, 'join-qr': makeJoin, countdown: makeCountdown, turnout: makeTurnout, 'live-bars': makeLiveBars,
  'score-card': makeScoreCard, reveal: makeReveal, board: makeBoard, versus: makeVersus, pledge: makePledge, verdict: makeVerdict,
  dims: makeDims, ten: makeTen, crawl: makeCrawl, plate: makePlate, lineup: makeLineup,
};
