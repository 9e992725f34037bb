import { candidate, runningService, type Candidate, type Running } from '../../../steps/ecs/ecs-service/going-back.js';
import { all } from '../../all.js';
import type { Change } from '../../changes.js';
import type { RevisionEvent, Untimed } from '../../events.js';
import { FailureError } from '../../failure.js';
import { changeWithoutTexts, changeWithoutVariables, type GivenTexts } from '../../hidden-values.js';
import { attempt, rejected } from '../../runner/attempt.js';
import { resourceOf, tagsOf, waitForAws, type Job, type Run } from '../../runner/run.js';
import { readDeadline } from '../../runner/wait.js';
import type { Cloud } from '../../step.js';
import { sinceText, type ServiceRecords, type Way } from './ways.js';

/** Whether values of variables are shown, and what variables of this machine have given to the config. */
export interface ShownValues {
  readonly showsValues?: boolean | undefined;
  /** Absent where that is not known. */
  readonly given?: GivenTexts | undefined;
}

/** A revision as it is shown, and what is known of it from the state and from AWS. */
export type LookedAt = Untimed<RevisionEvent>;

/** ms between looks at what is in the way: AWS may say for some seconds that there is no such thing, of what is there. */
const delaysMs = [1000, 2000, 3000];

/**
 * Looks at revisions of a service: what differs from the one that runs, and whether tasks can run with them.
 * @param isSure looks again, where something is in the way, before that is said
 * @throws FailureError, Stopped
 */
export async function lookAtWays(
  run: Run,
  service: ServiceRecords,
  ways: readonly Way[],
  { isSure = false, ...values }: ShownValues & { readonly isSure?: boolean },
): Promise<LookedAt[]> {
  const { step, record, name } = service;
  const job: Job = { step, resource: resourceOf(run, step, record.type), token: '', tags: tagsOf(run, step) };
  const look = async (): Promise<LookedAt[] | undefined> => {
    const running = await ask(run, job, (cloud) => runningService(cloud, service.id));
    if (!running) return undefined;
    return all(
      ways.map(async (way) => {
        const it = await ask(run, job, (cloud) => candidate(cloud, running, way));
        return eventOf(service, way, { running, candidate: it, values });
      }),
    );
  };
  let looked = await look();
  for (const ms of isSure ? delaysMs : []) {
    if (looked?.every(({ obstacles }) => obstacles.length === 0)) break;
    await waitForAws(run, step, ms);
    looked = await look();
  }
  if (looked) return looked;
  throw new FailureError({
    code: 'bad-usage',
    message: `ECS has no service ${name} any more, so nothing can go back`,
    hint: '`provision up` makes it anew',
  });
}

async function ask<T>(run: Run, job: Job, question: (cloud: Cloud) => Promise<T>): Promise<T> {
  const asked = await attempt(run, job, 'read', readDeadline(run), question);
  if (asked.is === 'done') return asked.value;
  throw rejected(job, 'read', asked.error);
}

const shownChange = (change: Change, { given }: ShownValues): Change =>
  given ? changeWithoutVariables(change, given) : changeWithoutTexts(change);

interface Seen {
  readonly running: Running;
  readonly candidate: Candidate;
  readonly values: ShownValues;
}

function eventOf(
  { step, name }: ServiceRecords,
  { revision, arn, steady, images, isLatest }: Way,
  { running, candidate: { changes, obstacles, warnings, ...seen }, values }: Seen,
): LookedAt {
  const since = sinceText(steady);
  return {
    ...{ type: 'revision', step, service: name, revision, id: arn },
    ...(since !== undefined && { since }),
    images: seen.images.length > 0 ? seen.images : images,
    isRunning: running.service.taskDefinition === arn,
    isLatest,
    changes: values.showsValues ? changes : changes.map((it) => shownChange(it, values)),
    ...{ obstacles, warnings },
  };
}
