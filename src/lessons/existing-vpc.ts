import type { Chapter } from './lesson.js';

export const existingVpc: Chapter = {
  noun: 'existing-vpc',
  is:
    'A VPC that was there before, made by somebody else and named in the config. It is looked at and used; nothing ' +
    'of it is changed, tagged or deleted. Where a private DNS namespace will be in it, both its DNS attributes must ' +
    'be on already, and if they are not, the step says which call of its owner switches them on. It is looked at ' +
    'again in every run, as its owner may have changed it since. The calls are explained at `vpc`.',
  operations: {},
};
