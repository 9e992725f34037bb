import type { State } from '../../graph/picture.js';

/** What AWS calls something that is as it is to be, and what it calls one that will not get there by itself. */
const good = new Set(['available', 'active', 'running', 'healthy', 'completed']);
const bad = new Set(['failed', 'unhealthy', 'inactive', 'unavailable', 'active_impaired', 'rejected', 'stopped']);

/** @param status in AWS's words and casing; anything that is neither good nor bad is on its way to something else */
export function stateOf(status: string): State {
  const word = status.toLowerCase();
  return good.has(word) ? 'good' : bad.has(word) ? 'bad' : 'changing';
}

/** The worst of them. */
export const worst = (states: readonly State[]): State =>
  states.includes('bad') ? 'bad' : states.includes('changing') ? 'changing' : 'good';
