import type { Chapter } from './lesson.js';

export const existingSubnet: Chapter = {
  noun: 'existing-subnet',
  is:
    'A subnet that was there before, named in the config. It must be in the VPC that the config names, and in a zone ' +
    'that API Gateway has VPC links in, if one is to be there; both are checked before anything is put into it. Its ' +
    'routes are taken as they are: if there is no way to the internet or to the endpoints, tasks in it stop with ' +
    '`CannotPullContainerError`. Nothing of it is changed or deleted. The call is explained at `subnet`.',
  operations: {},
};
