import type { Scripting } from '../../../src/scripting.js';

export const script: Scripting = {
  answers: { CreatePolicy: 'Policy.Arn' },
};
