import type { Scripting } from '../../../src/scripting.js';

export const script: Scripting = {
  answers: { CreateListener: 'Listeners.0.ListenerArn' },
};
