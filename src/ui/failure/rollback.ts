import type { KeptRevision } from '../../failure.js';
import { revisionOf } from '../../went-back.js';
import { commandLine, type Run } from '../run.js';
import { oneLine } from '../text.js';
import { untouched, type Of, type Words } from './words.js';

export const noWayBack = ({ service, revision, kept }: Of<'no-way-back'>, run?: Run): Words => ({
  title:
    revision === undefined
      ? `${oneLine(service)} has no revision to go back to.`
      : `${oneLine(service)} has no revision ${oneLine(revision)} to go to.`,
  lines: [
    ...(kept.length > 0
      ? ['These are kept:', ...kept.map(keptText)]
      : ['None that has worked before is kept. `keep` in the config says how many are, from the next change on.']),
    untouched,
  ],
  ...(kept.length > 0 && { next: commandLine(`rollback ${service} --list`, run) }),
});

const keptText = ({ revision, since, images }: KeptRevision): string =>
  `- ${[String(revision), since && `works since ${since}`, images.map(oneLine).join(', ')].filter(Boolean).join(', ')}`;

export const revisionUnusable = ({ service, revision, obstacles }: Of<'revision-unusable'>, run?: Run): Words => ({
  title: `No task can run with revision ${revision} of ${oneLine(service)} any more.`,
  lines: [...obstacles.map((it) => `- ${oneLine(it)}`), untouched],
  next: commandLine(`rollback ${service} --list`, run),
});

/**
 * The circuit breaker has gone back to what ran before.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
 */
export const rollbackFailed = ({ step, to, why }: Of<'rollback-failed'>): Words => ({
  title: `${step}: its tasks do not work with revision ${revisionOf(to)} either.`,
  lines: [
    ...why.split('\n').map(oneLine),
    'The service still runs what it ran before: ECS stops its tasks only when new ones are healthy, and goes back to the last ' +
      'deployment that was completed if they do not become healthy.',
    'The state says so, too: the next up goes on from there.',
  ],
});
