import type { Draft } from './any-config.js';
import type { AnyService } from './any-service.js';
import { possible, type Written } from './possible-config.js';

/** One way to break a config that is right. */
export interface Mistake {
  /** What has been written, as the name of a test. */
  readonly what: string;
  /** Values by where they are: `services.?.port`, `?` for the first service. `undefined` takes away what is there. */
  readonly edits: { readonly [member: string]: unknown };
  /** Where it is told, in the words of a problem; where the first edit is, unless it is given. */
  readonly at?: string;
  /** The choices without which this would be no mistake, or not the only one. */
  readonly given?: Partial<Omit<Draft, 'services'>> & { readonly service?: Partial<AnyService> };
}

/** @returns a config that is right, what it is with the mistake, and where that must be told */
export function spoilt(
  draft: Draft,
  { edits, at, given = {} }: Mistake,
): { right: Written; wrong: Written; at: string } {
  const { service, ...choices } = given;
  // A worker would make a second mistake of whatever is sent to it, and scaling by requests one of whatever is not.
  const services = draft.services.map((it) => {
    const scaling = it.scaling && { ...it.scaling, requestsPerTarget: undefined };
    return { ...it, isWorker: false, scaling, ...service };
  });
  // A job that runs the image of the service would be a second mistake of whatever is wrong with that.
  const jobs = draft.jobs.map((it) => ({ ...it, isOfService: false }));
  const right = possible({ ...draft, jobs, ...choices, services });
  const wrong = structuredClone(right);
  const [name = ''] = Object.keys(right.services);
  for (const [path, value] of Object.entries(edits)) put(wrong, path.replace('?', name).split('.'), value);
  const [first = ''] = Object.keys(edits);
  return { right, wrong, at: (at ?? first).replace('?', name) };
}

/** Sets a member, with the maps around it where there are none. */
export function put(map: object, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length > 0) {
    if (Reflect.get(map, name) === undefined) Reflect.set(map, name, {});
    put(Reflect.get(map, name) as object, rest, value);
  } else if (value === undefined) Reflect.deleteProperty(map, name);
  else Reflect.set(map, name, value);
}
