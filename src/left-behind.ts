import type { LeftBehind, Resource } from './step.js';

/** What a state records of a resource: enough to say what AWS leaves behind with it. */
interface Recorded {
  readonly id?: unknown;
  readonly want?: unknown;
  readonly leftBy?: unknown;
}

/**
 * What AWS has made for a recorded resource and leaves behind with it: by what was last applied, else by an earlier want. Pure.
 */
export function leftBehindOf(
  resource: Pick<Resource, 'leavesBehind'> | undefined,
  { id, want, leftBy }: Recorded,
): LeftBehind | undefined {
  if (id === undefined) return undefined;
  return (
    resource?.leavesBehind?.(id, want) ?? (leftBy === undefined ? undefined : resource?.leavesBehind?.(id, leftBy))
  );
}

/** The want to be kept beside another one, by which AWS has made what that one does not tell of. */
export function leftByOf<Want>(
  resource: Pick<Resource, 'leavesBehind'>,
  record: { readonly id?: unknown; readonly want: Want; readonly leftBy?: Want | undefined },
  want: unknown,
): { readonly leftBy?: Want } {
  const tells = (it: unknown) => leftBehindOf(resource, { id: record.id, want: it }) !== undefined;
  if (tells(want)) return {};
  const leftBy = [record.want, record.leftBy].find((it) => it !== undefined && tells(it));
  return leftBy === undefined ? {} : { leftBy };
}
