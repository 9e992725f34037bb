import type { Tags } from '../step.js';
import type { Run } from './run.js';

/** By its tags. What was made before stacks had ids bears the name alone. */
export const isOfStack = (
  { stack, store }: Run,
  { 'provision:stack': name, 'provision:id': id = store.id }: Tags = {},
) => name === stack && id === store.id;
