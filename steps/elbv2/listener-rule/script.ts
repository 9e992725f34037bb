import type { Scripting } from '../../../src/scripting.js';

export const script: Scripting = {
  answers: { CreateRule: 'Rules.0.RuleArn' },
};
