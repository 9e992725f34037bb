import { parseArn } from '../arn.js';
import { plainText } from '../plain-text.js';
import { putRole } from '../sandbox/services/iam/put-role.js';
import type { LookedUp, PlaceOfLookups } from './looked-up.js';

/** A role that ECS may take on, and that may do all that is asked of it: what it allows is its owner's to say. */
export function putExistingRole({ world }: PlaceOfLookups, { want }: LookedUp): void {
  const arn = parseArn(plainText(want['RoleArn']));
  if (arn) putRole({ world }, arn.text);
}
