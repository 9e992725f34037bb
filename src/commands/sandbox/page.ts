import { pageDocument } from '../../page/document.js';
import { liveTopology } from '../../page/live-topology.js';
import type { Page } from '../../sandbox/viewer/page.js';
import { bookOfNouns } from '../explain/book.js';
import { WorldRuns } from './world-runs.js';

/**
 * The page that `provision sandbox` serves.
 * @param states the directory of the states: it has the files of runs
 * @param url of the sandbox
 */
export function sandboxPage(states: string, url: string): Page {
  const runs = new WorldRuns(states, url);
  return {
    lastRun: () => runs.lastLately(),
    async document() {
      const { html, policy } = await pageDocument('The sandbox', { kind: 'live' });
      return { status: 200, headers: { ...headers, 'content-security-policy': policy }, body: html };
    },
    topology: liveTopology,
    async lesson(operation) {
      return (await bookOfNouns()).lessonOf(operation);
    },
  };
}

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
} as const;
