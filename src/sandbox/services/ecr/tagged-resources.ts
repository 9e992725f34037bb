import { tagsFrom } from '../../../permissions/required-permission.js';
import type { TaggedResources } from '../../service.js';
import { repositories } from './tables.js';

export const taggedResources: TaggedResources = (context) =>
  repositories(context)
    .all()
    .map(({ repository, tags }) => ({ arn: repository.repositoryArn, tags: tagsFrom(tags) }));
