import { all } from '../all.js';
import type { StepRecord } from '../../state/schema.js';
import { changesBetween } from '../changes.js';
import { FailureError, type Failure } from '../failure.js';
import type { Drift, StatusRow } from '../status.js';
import type { Resource, Seen, Step, Traffic } from '../step.js';
import { additionsTo, opensSomething } from './additions.js';
import { differencesOf, driftOf, tagChanges, tagIn, type Difference } from './compare.js';
import { takenByPause } from './pause.js';
import { resourceOf, type Run } from './run.js';
import { trafficTo } from './traffic.js';
import { backText, revisionOf } from '../went-back.js';
import { readOnce, readDeadline } from './wait.js';
import { waysBackIn } from './ways-back.js';

/**
 * Reads everything that is recorded, all at once, and changes nothing.
 * @param wanted the steps a config asks for, to show those that are not recorded
 */
export async function status(
  run: Run,
  wanted: readonly Step[] = [],
): Promise<{ rows: StatusRow[]; failures: Failure[] }> {
  const failures: Failure[] = [];
  const rows = await all(
    [...run.store.records].map(async ([step, record]): Promise<StatusRow> => {
      try {
        return await rowOf(run, step, record);
      } catch (error) {
        if (!(error instanceof FailureError)) throw error;
        failures.push(error.failure);
        return { step, type: record.type, id: record.id, state: 'broken', detail: 'it could not be looked at' };
      }
    }),
  );
  const gone = run.store.paused?.gone ?? {};
  const paused = Object.entries(gone).filter(([name]) => !run.store.records.has(name));
  const taken = takenByPause(wanted, run.store);
  const unrecorded = wanted.filter(
    (it) => !run.store.records.has(it.name) && !(it.name in gone) && !taken.includes(it),
  );
  return {
    rows: [
      ...rows,
      ...paused.map(([step, { type }]) => ({ step, type, state: 'paused' as const })),
      ...taken.map(({ name, resource: { type } }) => ({ step: name, type, state: 'paused' as const })),
      ...unrecorded.map(({ name, resource: { type } }) => ({ step: name, type, state: 'unrecorded' as const })),
    ],
    failures,
  };
}

async function rowOf(run: Run, step: string, record: StepRecord): Promise<StatusRow> {
  const resource = resourceOf(run, step, record.type);
  const row = { step, type: record.type, ...(record.id === undefined ? {} : { id: record.id }) };
  if (record.at === 'creating')
    return {
      ...row,
      state: 'pending',
      detail: 'its creation was interrupted; the next up or down finds out how far it came',
    };
  const job = { step, resource, token: record.token, tags: record.tags };
  const seen = await readOnce(run, job, record.id, readDeadline(run));
  const found = stateOf(resource, record, seen);
  const added = seen.is === 'ready' && record.at === 'ready' ? await additionsTo(run, job, record.id, seen.live) : [];
  const state = found.state === 'ok' && added.some(opensSomething) ? 'opened' : found.state;
  const traffic = found.state === 'ok' ? await trafficTo(run, job, record.id) : undefined;
  const shown = { ...found, state, ...(traffic && withTraffic(traffic, state)) };
  const ways = waysBackIn(record).map(({ id }) => revisionOf(id));
  const kept = ways.length > 0 ? `revisions ${ways.join(', ')} are kept` : undefined;
  const back = record.wentBack && backText(record.wentBack);
  const details = [shown.detail, back, kept].filter((it) => it !== undefined);
  const detail = details.length > 0 && { detail: details.join('; ') };
  return { ...row, ...shown, ...detail, ...(added.length > 0 && { added }) };
}

function stateOf(resource: Resource, record: StepRecord, seen: Seen): Omit<StatusRow, 'step' | 'type' | 'id'> {
  if (record.at === 'deleting')
    return seen.is === 'absent'
      ? { state: 'missing', detail: 'deleted; down did not come to record it' }
      : { state: 'deleting' };
  switch (seen.is) {
    case 'absent':
      return { state: 'missing' };
    case 'pending':
      return { state: 'pending', detail: seen.why };
    case 'broken':
      return { state: 'broken', detail: seen.why };
    case 'ready': {
      const { paused, shown } = record;
      const want = paused ? Object.assign({}, record.want, paused) : record.want;
      const shownIn = (it: Difference): Drift => ({
        ...it,
        changes: changesBetween(it.recorded, it.live, resource.lists, [it.member]),
      });
      const drift = [...driftOf(resource, { want, shown }, seen.live).map(shownIn), ...tagDrift(record, seen.tags)];
      const drifted = new Set(drift.map(({ member }) => member));
      const byAws = differencesOf(resource, want, seen.live)
        .filter(({ member }) => !drifted.has(member))
        .map(shownIn);
      const differing = { ...(drift.length > 0 && { drift }), ...(byAws.length > 0 && { shown: byAws }) };
      if (drift.length > 0) return { state: 'drifted', ...differing };
      if (paused) return { state: 'paused', detail: settingsText(paused), ...differing };
      return record.at === 'created'
        ? { state: 'pending', detail: 'in service; its set-up was interrupted', ...differing }
        : { state: 'ok', ...differing };
    }
  }
}

/** A row whose settings are as recorded, by whether requests arrive. */
function withTraffic(
  { line, lacks, outdated, mending = 'up starts new tasks', isComing }: Traffic,
  state: StatusRow['state'],
): Pick<StatusRow, 'state' | 'detail'> {
  if (lacks !== undefined) return { state: 'broken', detail: `${line}: ${lacks}; ${mending}` };
  if (outdated !== undefined) return { state: 'drifted', detail: `${line}: ${outdated}; ${mending}` };
  return { state: isComing ? 'pending' : state, detail: line };
}

/** `desiredCount 0` */
const settingsText = (members: NonNullable<StepRecord['paused']>): string =>
  Object.entries(members)
    .map(([member, value]) => `${member} ${JSON.stringify(value)}`)
    .join(', ');

function tagDrift(record: StepRecord, live: Readonly<Record<string, string>> | undefined): Drift[] {
  const changed = tagChanges(record.tags, record.tags, live);
  return Object.keys(changed?.set ?? {}).map((key) => {
    const [was, is] = [tagIn(record.tags, key), tagIn(live, key)];
    return { member: `tag ${key}`, recorded: was, live: is, changes: changesBetween(was, is, {}, ['tags', key]) };
  });
}
