import type { StepRecord } from '../../state/schema.js';
import { FailureError, type Failure } from '../failure.js';
import type { StatusRow } from '../status.js';
import type { Seen } from '../step.js';
import { driftOf, tagChanges } from './compare.js';
import { resourceOf, type Run } from './run.js';
import { look, lookDeadline } from './settle.js';

/**
 * Looks at everything recorded, all at once, and changes nothing.
 * @param wanted names and nouns of the steps a config asks for, to show those that are not recorded
 */
export async function status(
  run: Run,
  wanted: readonly { readonly name: string; readonly type: string }[] = [],
): Promise<{ rows: StatusRow[]; failures: Failure[] }> {
  const failures: Failure[] = [];
  const rows = await Promise.all(
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
  const unrecorded = wanted.filter(({ name }) => !run.store.records.has(name));
  return { rows: [...rows, ...unrecorded.map(({ name, type }) => ({ step: name, type, state: 'unrecorded' as const }))], failures };
}

async function rowOf(run: Run, step: string, record: StepRecord): Promise<StatusRow> {
  const resource = resourceOf(run, step, record.type);
  const row = { step, type: record.type, ...(record.id === undefined ? {} : { id: record.id }) };
  if (record.at === 'creating')
    return { ...row, state: 'pending', detail: 'its creation was interrupted; the next up or down finds out how far it came' };
  const job = { step, resource, token: record.token, tags: record.tags };
  const seen = await look(run, job, record.id, lookDeadline(run));
  return { ...row, ...stateOf(record, seen) };
}

function stateOf(record: StepRecord, seen: Seen): Pick<StatusRow, 'state' | 'detail' | 'drift'> {
  if (record.at === 'deleting')
    return seen.is === 'absent' ? { state: 'missing', detail: 'deleted; down did not come to record it' } : { state: 'deleting' };
  switch (seen.is) {
    case 'absent':
      return { state: 'missing' };
    case 'pending':
      return { state: 'pending', detail: seen.why };
    case 'broken':
      return { state: 'broken', detail: seen.why };
    case 'ready': {
      const drift = [...driftOf(record.want, seen.live), ...tagDrift(record, seen.tags)];
      if (drift.length > 0) return { state: 'drifted', drift };
      return record.at === 'created' ? { state: 'pending', detail: 'in service; its set-up was interrupted' } : { state: 'ok' };
    }
  }
}

function tagDrift(record: StepRecord, live: Readonly<Record<string, string>> | undefined) {
  const changes = tagChanges(record.tags, record.tags, live);
  return Object.keys(changes?.set ?? {}).map((key) => ({ member: `tag ${key}`, recorded: record.tags[key], live: live?.[key] }));
}
