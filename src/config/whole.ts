import * as z from 'zod';

/**
 * A whole number. Not `z.int()`: what that refuses ends the whole check, and the rules between members with it; and
 * all problems shall come at once.
 */
export const whole = () =>
  z
    .number()
    .superRefine((value, context) => {
      if (!Number.isInteger(value)) context.addIssue({ code: 'invalid_type', expected: 'int', input: value });
    })
    .meta({ type: 'integer' });
