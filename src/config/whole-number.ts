import * as z from 'zod';

/**
 * A member that is a whole number. `z.int()` is not used, because an issue of it ends the whole check: the rules
 * between members would not run, and the user would not get all problems at once.
 */
export const wholeNumber = () =>
  z
    .number()
    .superRefine((value, context) => {
      if (!Number.isInteger(value)) context.addIssue({ code: 'invalid_type', expected: 'int', input: value });
    })
    .meta({ type: 'integer' });
