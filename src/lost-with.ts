import { idText } from './display-names.js';
import { leftBehindOf } from './left-behind.js';
import type { Resource } from './step.js';

/** Something that people have put into a resource, and that is deleted with it. */
export interface Lost {
  /** The noun that it is in. */
  readonly type: string;
  readonly id: string;
  /** What it is, to be said before the id: `all logs in`. */
  readonly what: string;
}

/** What a state records of a resource: enough to say what goes with it. */
interface Recorded {
  readonly type: string;
  readonly id?: unknown;
  readonly want?: unknown;
  readonly leftBy?: unknown;
}

/** What is lost with a recorded resource. What AWS has made for it and goes after it counts, too. */
export function lostWith(record: Recorded, resources: ReadonlyMap<string, Resource>): Lost[] {
  const { type, id } = record;
  if (id === undefined) return [];
  const lostIn = (noun: string, its: unknown): Lost[] => {
    const what = resources.get(noun)?.holds;
    return what === undefined ? [] : [{ type: noun, id: idText(its) ?? '', what }];
  };
  const behind = leftBehindOf(resources.get(type), record);
  return [...lostIn(type, id), ...(behind ? lostIn(behind.type, behind.id) : [])];
}
