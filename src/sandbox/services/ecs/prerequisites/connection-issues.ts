import { dnsSuffixOf } from '../../../../facts/partitions.js';
import type { Image } from './image.js';

/**
 * How AWS words it where a task cannot get to what it needs before it runs: its `stoppedReason`.
 * Sources: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/resource-initialization-error.html and
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html
 */

const beforeSecrets = 'ResourceInitializationError: unable to pull secrets or registry auth:';

export const registryAuthIssue = (region: string): string =>
  `${beforeSecrets} The task cannot pull registry auth from Amazon ECR: There is a connection issue between the task ` +
  'and Amazon ECR. Check your task network configuration. operation error ECR: GetAuthorizationToken, exceeded ' +
  'maximum number of attempts, 3, request send failed, ' +
  `Post "https://api.ecr.${region}.${dnsSuffixOf(region)}/": dial tcp: i/o timeout`;

export const secretIssue = (secretArn: string): string =>
  `${beforeSecrets} unable to retrieve secret from asm: There is a connection issue between the task and AWS Secrets ` +
  `Manager. Check your task network configuration. failed to fetch secret ${secretArn} from secrets manager: ` +
  'operation error Secrets Manager: GetSecretValue, https response error StatusCode: 0, RequestID: , canceled, ' +
  'context deadline exceeded';

export const parametersIssue =
  `${beforeSecrets} unable to retrieve secrets from ssm: The task cannot pull secrets from AWS Systems Manager. ` +
  'There is a connection issue between the task and AWS Systems Manager Parameter Store. Check your task network ' +
  'configuration. RequestCanceled: request context canceled caused by: context deadline exceeded';

/** @param why what came of the connection, in Go's words */
export function manifestIssue({ host, repository, reference }: Image, why = 'dial tcp: i/o timeout'): string {
  const api = host === 'docker.io' ? 'registry-1.docker.io' : host;
  return (
    'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref ' +
    `${host}/${repository}${reference}: failed to do request: Head "https://${api}/v2/${repository}/manifests/` +
    `${reference.slice(1)}": ${why}`
  );
}

/** On EC2 it is the instance's Docker that pulls. */
export const dockerPullIssue = ({ host }: Image, why: string): string =>
  `CannotPullContainerError: Error response from daemon: Get "https://${host}/v2/": ${why}`;

/** The manifest is ECR's own; the layers are in a bucket of S3. */
export const layerIssue = ({ host, repository, reference }: Image, region: string): string =>
  `CannotPullContainerError: ref pull has been retried 5 time(s): failed to copy ${host}/${repository}${reference}: ` +
  'httpReadSeeker: failed open: failed to do request: ' +
  `Get "https://prod-${region}-starport-layer-bucket.s3.${region}.${dnsSuffixOf(region)}/": dial tcp: i/o timeout`;

export const loggerIssue =
  'ResourceInitializationError: failed to validate logger args: The task cannot find the Amazon CloudWatch log group ' +
  'defined in the task definition. There is a connection issue between the task and Amazon CloudWatch. Check your ' +
  'network configuration. : signal: killed';
