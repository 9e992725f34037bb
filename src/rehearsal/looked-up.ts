import type { World } from '../sandbox/world.js';

/**
 * What somebody else has made, and a stack looks up. A rehearsal takes it to be there and to be as it must.
 */
export interface LookedUp {
  readonly type: string;
  readonly want: { readonly [member: string]: unknown };
  /** What the lookup has given, where it has been made. */
  readonly out?: { readonly [member: string]: unknown } | undefined;
}

/** Where it is put. */
export interface PlaceOfLookups {
  readonly world: World;
  readonly region: string;
}
