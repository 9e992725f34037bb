import type { Json, StepRecord } from '../../state/schema.js';
import type { Ages } from '../aws-errors.js';
import type { Run } from './run.js';

/** What AWS chose: an ARN, or an id with a random part. A name may stand in any message. */
const isChosenByAws = (text: string): boolean => /^arn:|-[0-9a-f]{8,}$/.test(text);

/**
 * How long ago a run, or the runs before it, made what is recorded.
 * @param since when the verb failed first, ms on the run's clock. What was made later, by the clock of another run, is as
 *   old as that: so no wait for what is new lasts longer than it is new.
 */
export function agesOf({ clock, store }: Pick<Run, 'clock' | 'store'>, since: number): Ages {
  const seconds = ({ madeAt }: StepRecord): number =>
    madeAt === undefined ? Infinity : (clock.now() - Math.min(madeAt, since)) / 1000;
  const youngest = (isMeant: (record: StepRecord) => boolean): number =>
    Math.min(Infinity, ...[...store.records.values()].filter(isMeant).map(seconds));
  return {
    named: (text) => youngest((record) => idsIn([record.id, record.out]).some((id) => names(text, id))),
    ofType: (type) => youngest((record) => record.type === type),
  };
}

/** All ids and ARNs in what a record holds. */
function idsIn(value: Json | undefined | readonly (Json | undefined)[]): string[] {
  if (typeof value === 'string') return isChosenByAws(value) ? [value] : [];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap((it) => idsIn(it as Json)) : [];
}

/** Whether a text has the id, and not only as the beginning or the end of a longer one. */
function names(text: string, id: string): boolean {
  const at = text.indexOf(id);
  return (
    at >= 0 &&
    !/[\w-]/.test(text.slice(0, at).slice(-1)) &&
    !/[\w-]/.test(text.slice(at + id.length, at + id.length + 1))
  );
}
