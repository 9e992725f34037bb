import type { Scripting } from '../../../src/scripting.js';

export const script: Scripting = {
  // The gateway is attached when EC2 has answered, so there is no wait. EC2 refuses calls that come too early, and the
  // script repeats them.
  waits: [],
};
