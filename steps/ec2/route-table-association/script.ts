import type { Scripting } from '../../../src/scripting.js';

export const script: Scripting = {
  // The subnet is associated when EC2 has answered, so there is no wait. EC2 refuses calls that come too early, and the
  // script repeats them.
  waits: [],
  answers: { AssociateRouteTable: 'AssociationId' },
};
