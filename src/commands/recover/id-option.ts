import { noStackId } from '../../identity.js';
import { text } from '../option.js';

/** What is given for a stack that was made before stacks had ids. */
const none = 'none';

/** Which stack, where several bear a name. */
export const idOption = text('Which stack: the value of its tag provision:id, or "none" where it has none', {
  objection: (value) =>
    value === none || /^[0-9a-f]{16}$/.test(value) ? undefined : 'takes 16 hexadecimal digits, or "none"',
});

/** The id that was given, as runs have it. */
export const givenId = (value: string | undefined): string | undefined => (value === none ? noStackId : value);
