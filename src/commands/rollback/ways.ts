import type { Retired, StepRecord } from '../../../state/schema.js';
import type { EcsServiceId } from '../../../steps/ecs/ecs-service/settings.js';
import { definitionStep, serviceOfStep, serviceStep } from '../../../steps/stack/task-step-names.js';
import { FailureError, type KeptRevision } from '../../failure.js';
import { didYouMean, nearest } from '../../nearest.js';
import { plainText } from '../../plain-text.js';
import { steadySince, waysBackIn } from '../../runner/ways-back.js';
import { revisionIn, revisionOf } from '../../went-back.js';

type Records = ReadonlyMap<string, StepRecord>;

/** A service of the stack, as its state has it, and the revisions that are kept of it. */
export interface ServiceRecords {
  readonly name: string;
  readonly step: string;
  readonly record: StepRecord;
  readonly id: EcsServiceId;
  /** The step of its task definition. */
  readonly of: string;
  readonly definition: StepRecord;
  /** The oldest first; the last one is what the config asked for in the last `up`. */
  readonly revisions: readonly Way[];
}

/** A revision that a service runs or may run. */
export interface Way {
  readonly revision: number;
  readonly arn: string;
  /** ms since the epoch; absent where it has never worked. */
  readonly steady?: number | undefined;
  /** Since when a later one works. */
  readonly replacedAt?: number | undefined;
  readonly images: readonly string[];
  readonly isLatest: boolean;
}

/** The names of the services that a state has. */
export const servicesIn = (records: Records): string[] =>
  [...records].flatMap(([step, { type }]) => (type === 'ecs-service' && serviceOfStep(step)) || []);

/** @throws FailureError `bad-usage` where the state has no such service */
export function serviceIn(records: Records, name: string | undefined): ServiceRecords {
  const names = servicesIn(records);
  const [step, of] = [serviceStep(name ?? ''), definitionStep(name ?? '')];
  const [record, definition] = [records.get(step), records.get(of)];
  if (name === undefined || !record || !definition || record.id === undefined || definition.id === undefined)
    throw new FailureError({
      code: 'bad-usage',
      message: name === undefined ? 'which service shall go back?' : `the stack has no service ${name}`,
      hint: (name !== undefined && didYouMean(nearest(name, names))) || `there is ${names.join(', ') || 'none'}`,
    });
  const id = Object(record.id) as EcsServiceId;
  return { name, step, record, id, of, definition, revisions: revisionsOf(records, of, definition) };
}

function revisionsOf(records: Records, of: string, definition: StepRecord): Way[] {
  const latest = { ...definition, steady: steadySince(records, of, definition, 0) };
  const all: (Retired | typeof latest)[] = [...waysBackIn(definition), latest];
  return all.flatMap(({ id, want, steady }, at) => {
    const revision = revisionOf(id);
    if (revision === undefined) return [];
    const isLatest = at === all.length - 1;
    const replacedAt = all[at + 1]?.steady;
    return [{ revision, arn: plainText(id), steady, replacedAt, images: imagesOf(want), isLatest }];
  });
}

/** Of a record that `recover` has made, they are not known. */
const imagesOf = (want: unknown): string[] => {
  const { containerDefinitions } = Object(want) as { readonly containerDefinitions?: unknown };
  if (!Array.isArray(containerDefinitions)) return [];
  return containerDefinitions.flatMap((it) => {
    const { image } = Object(it) as { readonly image?: unknown };
    return typeof image === 'string' ? [image] : [];
  });
};

/**
 * The revision to go to: the one that is asked for, else the last one that worked before the one that runs, or was to. One that
 * an earlier rollback has not come to is gone on with.
 * @throws FailureError `no-way-back`
 */
export function wayTo({ name, record, revisions }: ServiceRecords, asked: string | undefined): Way {
  const now = revisionIn(record.want);
  // Where the latest has never worked, an up has failed with it, and the service's record is still of before.
  const hasFailed = record.wentBack === undefined && revisions.at(-1)?.steady === undefined;
  const at = hasFailed ? revisions.length - 1 : revisions.findIndex(({ revision }) => revision === now);
  const isUnfinished = record.at === 'created' && record.wentBack !== undefined;
  const earlier = at < 0 ? revisions.filter(({ steady }) => steady !== undefined) : revisions.slice(0, at);
  const before = isUnfinished ? revisions[at] : earlier.at(-1);
  const found = asked === undefined ? before : revisions.find((it) => isMeant(it, asked));
  if (found) return found;
  const others = revisions.filter(({ steady, revision }) => steady !== undefined && revision !== now);
  throw new FailureError({
    code: 'no-way-back',
    service: name,
    ...(asked !== undefined && { revision: asked }),
    kept: others.toReversed().map(keptRevision),
  });
}

/** By its number, by family and number, or by its ARN. */
const isMeant = ({ revision, arn }: Way, asked: string): boolean =>
  asked === String(revision) || asked === arn || asked === arn.split('/').at(-1);

function keptRevision({ revision, steady, images }: Way): KeptRevision {
  const since = sinceText(steady);
  return { revision, ...(since !== undefined && { since }), images };
}

/** ISO 8601; a time that is not known is 0. */
export const sinceText = (steady: number | undefined): string | undefined =>
  steady === undefined || steady === 0 ? undefined : new Date(steady).toISOString();
