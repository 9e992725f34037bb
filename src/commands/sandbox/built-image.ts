import { readState, statePath } from '../../../state/json-store.js';
import { stacksIn } from '../../../state/local-states.js';
import type { BuildOptions } from '../../step.js';

/** What an image is built from, as the stack that builds it has recorded it. */
export interface BuiltImage {
  /** Absolute. */
  readonly directory: string;
  readonly options: BuildOptions;
}

/**
 * @param states the directory of the states
 * @param image `repositoryUri:tag`
 * @returns undefined where no stack of the directory builds it
 */
export async function builtImage(states: string, image: string): Promise<BuiltImage | undefined> {
  for (const stack of await stacksIn(states)) {
    const state = await readState(statePath(states, stack));
    const record = Object.values(state?.records ?? {}).find(
      ({ type, out }) => type === 'image' && Object(out)['image'] === image,
    );
    const { directory, ...options } = Object(record?.want) as BuildOptions & { readonly directory?: string | null };
    if (typeof directory === 'string') return { directory, options };
  }
  return undefined;
}
