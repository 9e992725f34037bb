import { meaningOf } from '../../src/aws-errors.js';

/**
 * For the end of a question: nothing, where its error says that there is no such thing.
 * @throws any other error
 */
export const unlessGone = (error: unknown): undefined => {
  if (meaningOf(error, 'read') === 'gone') return undefined;
  throw error;
};
