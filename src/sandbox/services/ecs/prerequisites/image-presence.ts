import type { Context } from '../../../service.js';
import { isKnownAbsent, isTakenOnTrust } from '../../../taken-on-trust.js';
import { digestOfImage, hasImage } from '../../ecr/repository-lookup.js';
import { registryHost } from '../../ecr/repository.js';
import { repositories } from '../../ecr/tables.js';
import { parsedImage, privateRegistryRegion, type Image } from './image.js';
import { containersOf } from './task-containers.js';
import type { TaskRow } from '../tables.js';

/**
 * Why an image of the task cannot be pulled although its registry can be reached, in AWS's words: this account's
 * private registry has no such repository, or no such tag in it. What is in other registries the sandbox cannot know.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html
 */
export function absentImageProblem(context: Context, row: TaskRow): string | undefined {
  const { task } = row;
  const absent = containersOf(context, row)
    .map(({ image = '' }) => image)
    .find((image) => isAbsent(context, image));
  if (absent === undefined) return undefined;
  const named = fullName(absent);
  // On EC2 it is the instance's Docker that pulls.
  if (task.launchType === 'EC2')
    return (
      `CannotPullContainerError: Error response from daemon: manifest for ${named} not found: manifest unknown: ` +
      'Requested image not found'
    );
  return (
    'CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ' +
    `${named}: ${named}: not found`
  );
}

/** The digest that a task is told of its image; undefined for other registries, whose images the sandbox cannot know. */
export function pulledDigest(context: Context, name: string): string | undefined {
  const image = parsedImage(name);
  const there = { ...context, region: privateRegistryRegion(image) ?? context.region };
  return image.host === registryHost(there) ? digestOfImage(there, image.repository, referenceOf(image)) : undefined;
}

// A digest says more than a tag before it.
const referenceOf = ({ reference }: Image): string => /sha256:.+$/.exec(reference)?.[0] ?? reference.slice(1);

function isAbsent(context: Context, name: string): boolean {
  const image = parsedImage(name);
  const there = { ...context, region: privateRegistryRegion(image) ?? context.region };
  if (image.host !== registryHost(there)) return false;
  if (isTakenOnTrust(context) && !repositories(there).get(image.repository)) return isKnownAbsent(context, name);
  return !hasImage(there, image.repository, referenceOf(image));
}

function fullName(name: string): string {
  const { host, repository, reference } = parsedImage(name);
  return `${host}/${repository}${reference}`;
}
