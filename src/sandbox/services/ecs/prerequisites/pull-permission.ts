import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import type { Context } from '../../../service.js';
import { repositories } from '../../ecr/tables.js';
import { denialOf, type FetchingRole } from './fetching-role.js';
import { parsedImage, privateRegistryRegion, type Image } from './image.js';
import type { TaskRow } from '../tables.js';

type Containers = readonly ContainerDefinition[];

/**
 * Why there is no login for a private registry of ECR: the role may not ask for one.
 * Sources: https://repost.aws/knowledge-center/ecs-unable-to-pull-secrets; on EC2,
 * https://github.com/OvertureMaps/overture-tiles/pull/20
 */
export function loginDenied(context: Context, by: FetchingRole, containers: Containers, { task }: TaskRow) {
  if (!containers.some(({ image = '' }) => privateRegistryRegion(parsedImage(image)) !== undefined)) return undefined;
  const denied = denialOf(context, by, { action: 'ecr:GetAuthorizationToken', resource: '*' });
  if (denied === undefined) return undefined;
  return task.launchType === 'EC2'
    ? `CannotPullECRContainerError: ${denied}`
    : 'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: ' +
        `unable to retrieve ecr registry auth: service call has been retried 1 time(s): ${denied}`;
}

/** What a pull asks of a private repository. Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/security-iam-awsmanpol.html */
const pulling = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];

/**
 * Why an image in a private registry of ECR is not given out to the role.
 * Sources: https://github.com/aws/aws-cdk/issues/29876; on EC2, Docker's own words
 */
export function pullDenied(context: Context, by: FetchingRole, containers: Containers, { task }: TaskRow) {
  for (const { image: name = '' } of containers) {
    const image = parsedImage(name);
    const region = privateRegistryRegion(image);
    if (region === undefined) continue;
    const [owner = ''] = image.host.split('.');
    const resource = `arn:${context.partition}:ecr:${region}:${owner}:repository/${image.repository}`;
    const row = repositories({ ...context, region }).get(image.repository);
    const tags = Object.fromEntries((row?.tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
    const denials = pulling.map((action) => denialOf(context, by, { action, resource, tags, policy: row?.policyText }));
    const denied = denials.find((it) => it !== undefined);
    if (denied !== undefined) return pullIssue(image, denied, task.launchType === 'EC2');
  }
  return undefined;
}

function pullIssue({ host, repository, reference }: Image, denied: string, isDocker: boolean): string {
  const named = `${host}/${repository}`;
  return isDocker
    ? `CannotPullContainerError: Error response from daemon: pull access denied for ${named}, repository does not exist ` +
        `or may require 'docker login': denied: ${denied.replace(/^\w+: /, '')}`
    : `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${named}${reference}: ` +
        `pulling from host ${host} failed with status code [manifests ${reference.slice(1)}]: 403 Forbidden`;
}
