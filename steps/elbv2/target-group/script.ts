import type { Scripting } from '../../../src/scripting.js';

export const script: Scripting = {
  answers: { CreateTargetGroup: 'TargetGroups.0.TargetGroupArn' },
};
