import type { TaggedResources } from '../../service.js';
import { logGroups } from './tables.js';

export const taggedResources: TaggedResources = (context) =>
  logGroups(context)
    .all()
    .map(({ group, tags }) => ({ arn: group.logGroupArn, tags }));
