import type { Scripting } from '../../../src/scripting.js';

export const script: Scripting = {
  waits: [{ for: 'ready', like: 'GetRole', waiter: 'role-exists' }],
  answers: { CreateRole: 'Role.Arn' },
};
