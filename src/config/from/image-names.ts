import type { Convert } from './rows.js';

/** The name of an image: whether it is one, the loader says. */
export const imageName: Convert = (value) =>
  typeof value === 'string' ? { value } : { because: 'it is no name of an image', instead: 'write `image`' };
