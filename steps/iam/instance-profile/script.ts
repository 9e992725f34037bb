import type { Scripting } from '../../../src/scripting.js';

export const script: Scripting = {
  waits: [{ for: 'ready', like: 'GetInstanceProfile', waiter: 'instance-profile-exists' }],
};
