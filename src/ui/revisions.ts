import type { RevisionEvent } from '../events.js';
import { changeLines } from './changes.js';
import { printable } from './printable.js';
import { wrapped } from './prose.js';
import type { Colors } from './terminal.js';
import { padEnd, widest } from './text.js';

interface Look {
  readonly width: number;
  readonly colors: Colors;
}

/**
 * The revisions of a service, a line each, with what differs from the one that runs and what is in the way beneath.
 * @param given the newest first
 */
export function revisionLines(given: readonly Omit<RevisionEvent, 'time'>[], { width, colors }: Look): string[] {
  const revisions = printable(given);
  const widths = {
    number: widest(revisions.map(({ revision }) => String(revision))),
    images: widest(revisions.map(({ images }) => images.join(', '))),
    since: widest(revisions.map(whenOf)),
  };
  return revisions.flatMap((it) => {
    const head = [
      padEnd(String(it.revision), widths.number),
      padEnd(whenOf(it), widths.since),
      padEnd(it.images.join(', '), widths.images),
      stateOf(it),
    ];
    const said = [...it.obstacles.map((why) => `no task can run with it: ${why}`), ...it.warnings];
    return [
      ...wrapped((it.isRunning ? colors.green : String)(head.join('  ').trimEnd()), width),
      ...said.flatMap((line) => wrapped(`    ${line}`, width).map(colors.yellow)),
      ...(it.isRunning ? [] : changeLines(it.changes, 4, { width, colors })),
    ];
  });
}

const whenOf = ({ since }: Pick<RevisionEvent, 'since'>): string =>
  since === undefined ? '' : `works since ${since.slice(0, 16).replace('T', ' ')} UTC`;

function stateOf({ isRunning, isLatest, since }: Omit<RevisionEvent, 'time'>): string {
  if (isRunning) return isLatest ? 'runs' : 'runs; the next up goes forward again';
  if (!isLatest) return '';
  return since === undefined ? 'of the config; its tasks have not worked' : 'of the config';
}
