// The turnout: how many have voted, of how many who can.

import { el, write } from './dom.js';
import { makeCounter, makeTrack, reserve } from './figures.js';

/**
 * @typedef {import('./parts.js').Setup} Setup
 * @typedef {import('./parts.js').Part} Part
 */

/**
 * Ballots of the item against the cards that can vote on it; before the vote
 * opens only the latter.
 * @param {Setup} setup
 * @returns {Part}
 */
export function makeTurnout(setup) {
  const { words } = setup;
  const caption = el('span', 'caption');
  const ballots = makeCounter(setup, 'turnout-ballots');
  const expected = el('span', 'turnout-expected');
  const voters = el('p', 'count turnout-ballots');
  const figures = el('p', 'turnout-figures', ballots.node, expected);
  const track = makeTrack(setup, 'turnout-track');
  let most = '0';
  let shown = false;
  const room = () => reserve(figures, ballots.node, most);
  const node = el('div', 'turnout', caption, figures, voters, track.node);
  return {
    node,
    show({ vote }) {
      if (!vote) return;
      const counts = vote.stand !== 'ready' && vote.stand !== 'void';
      figures.hidden = track.node.hidden = !counts;
      voters.hidden = counts;
      node.classList.toggle('waiting', !counts);
      most = String(vote.expected);
      write(caption, counts ? words.turnout : words.voters);
      write(voters, most);
      write(expected, `/${most}`);
      if (shown) [ballots.channel.goal, track.channel.goal] = [vote.ballots, vote.permille];
      else {
        // It was on air before, in another scene: it does not count up again.
        ballots.channel.jump(vote.ballots);
        track.channel.jump(vote.permille);
      }
      if (shown && counts && figures.style.minWidth === '') room();
      shown = true;
    },
    settle() {
      if (!figures.hidden) room();
    },
  };
}
