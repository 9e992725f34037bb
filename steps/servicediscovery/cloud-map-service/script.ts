import type { Scripting } from '../../../src/scripting.js';

export const script: Scripting = {
  answers: { CreateService: 'Service.Id Service.Arn' },
};
