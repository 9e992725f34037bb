import { AwsError, type Context } from '../../service.js';
import { registryOf, repositoryName } from './constraint.js';
import { images, layers, repositories, uploads, type ImageRow, type RepositoryRow } from './tables.js';

/** How a request names a repository. */
export interface Which {
  readonly registryId?: string | undefined;
  readonly repositoryName: string | undefined;
}

/** @throws AwsError `RepositoryNotFoundException`, or `InvalidParameterException` where none can have that name */
export function existingRepository(context: Context, which: Which): RepositoryRow {
  const registryId = registryOf(context, which.registryId);
  const name = repositoryName(which.repositoryName);
  const row = registryId === context.account ? repositories(context).get(name) : undefined;
  if (!row) throw noRepository(name, registryId);
  return row;
}

export const noRepository = (name: string, registryId: string) =>
  new AwsError(
    'RepositoryNotFoundException',
    `The repository with name '${name}' does not exist in the registry with id '${registryId}'`,
  );

/** `the repository with name 'web' in the registry with id '000000000000'`, as most of ECR's messages end. */
export const repositoryText = ({ repository: { repositoryName, registryId } }: RepositoryRow): string =>
  `the repository with name '${repositoryName}' in the registry with id '${registryId}'`;

/** What most answers of ECR begin with. */
export const repositoryNames = ({ repository: { repositoryName, registryId } }: RepositoryRow) => ({
  registryId,
  repositoryName,
});

export const imagesIn = (context: Context, { repository }: RepositoryRow): ImageRow[] =>
  images(context).all(({ repositoryName }) => repositoryName === repository.repositoryName);

/** Deletes everything in a repository. */
export function emptyRepository(context: Context, { repository: { repositoryName } }: RepositoryRow): void {
  for (const table of [images(context), layers(context), uploads(context)])
    for (const [key, row] of table.entries()) if (row.repositoryName === repositoryName) table.delete(key);
}

/**
 * Whether this account's registry has an image: what a task's pull asks.
 * @param reference a tag, or a digest that begins with `sha256:`
 */
export const hasImage = (context: Context, repositoryName: string, reference: string): boolean =>
  digestOfImage(context, repositoryName, reference) !== undefined;

/** The digest of the image that a tag or a digest names; undefined where there is none. */
export function digestOfImage(context: Context, repositoryName: string, reference: string): string | undefined {
  const row = repositories(context).get(repositoryName);
  const isIt = ({ imageDigest, imageTags }: ImageRow) => imageDigest === reference || imageTags.includes(reference);
  return row && imagesIn(context, row).find(isIt)?.imageDigest;
}
