import {
  ImageTagMutability,
  PutImageScanningConfigurationCommand,
  PutImageTagMutabilityCommand,
  type ImageTagMutabilityExclusionFilter,
} from '@aws-sdk/client-ecr';
import { on } from '../../service.js';
import { matches, patternIn } from '../../../wildcards.js';
import { invalid, listed, matching, oneOf } from './constraint.js';
import { existingRepository, repositoryNames } from './repository-lookup.js';
import type { RepositoryRow } from './tables.js';

interface Mutability {
  readonly imageTagMutability?: ImageTagMutability | undefined;
  readonly imageTagMutabilityExclusionFilters?: ImageTagMutabilityExclusionFilter[] | undefined;
}

/** What of a repository can be changed in place, besides its lifecycle policy. Scanning is kept, not done. */
export const repositorySettingOperations = [
  on(PutImageTagMutabilityCommand, (input, context) => {
    const row = existingRepository(context, input);
    const set = checkedMutability(input);
    delete row.repository.imageTagMutabilityExclusionFilters;
    Object.assign(row.repository, set);
    return { ...repositoryNames(row), ...set };
  }),

  on(PutImageScanningConfigurationCommand, (input, context) => {
    const row = existingRepository(context, input);
    const imageScanningConfiguration = { scanOnPush: input.imageScanningConfiguration?.scanOnPush ?? false };
    row.repository.imageScanningConfiguration = imageScanningConfiguration;
    return { ...repositoryNames(row), imageScanningConfiguration };
  }),
];

/**
 * Whether tags may move, and which of them are excepted.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html
 * @throws AwsError `InvalidParameterException`
 */
export function checkedMutability(input: Mutability) {
  const { imageTagMutability = 'MUTABLE', imageTagMutabilityExclusionFilters: filters } = input;
  oneOf(imageTagMutability, 'imageTagMutability', ImageTagMutability);
  const excepts = imageTagMutability.endsWith('_WITH_EXCLUSION');
  if (!excepts && !filters) return { imageTagMutability };
  if (!excepts) throw invalid('imageTagMutabilityExclusionFilters', `cannot be used with ${imageTagMutability}`);
  for (const { filterType, filter } of listed(filters, 'imageTagMutabilityExclusionFilters', 5)) {
    if (filterType !== 'WILDCARD') throw invalid('filterType', 'Member must satisfy enum value set: [WILDCARD]');
    matching(filter, 'filter', /[0-9a-zA-Z._*-]{1,128}/, [1, 128]);
  }
  return { imageTagMutability, imageTagMutabilityExclusionFilters: filters };
}

/** Whether this tag may be moved to another image. */
export function isMutableTag({ repository }: RepositoryRow, tag: string): boolean {
  const { imageTagMutability, imageTagMutabilityExclusionFilters: filters = [] } = repository;
  const excepted = filters.some(({ filter = '' }) => matches(patternIn(filter), tag));
  return imageTagMutability.startsWith('IMMUTABLE') ? excepted : !excepted;
}
