import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import type { Context } from '../../../service.js';
import { reachesInternet, reachesService } from '../../ec2/routing/reachability.js';
import { networkInterfaces, type NetworkInterfaceRow } from '../../ec2/tables.js';
import {
  dockerPullIssue,
  layerIssue,
  loggerIssue,
  manifestIssue,
  parametersIssue,
  registryAuthIssue,
  secretIssue,
} from './connection-issues.js';
import { parsedImage, privateRegistryRegion } from './image.js';
import { hostProblem } from './registry-host.js';
import { containersOf } from './task-containers.js';
import type { TaskRow } from '../tables.js';

/**
 * Whether a task can reach what it needs before it runs: over the internet, or over VPC endpoints where AWS has them.
 * On Fargate all of that goes through the task's own network interface.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html
 */

/** The interface that traffic leaves by: a Fargate task's own; undefined where it has lost it. */
type Through = NetworkInterfaceRow | undefined;
type Check = (
  context: Context,
  through: Through,
  container: ContainerDefinition,
  task: TaskRow['task'],
) => string | undefined;

/**
 * Why a secret of the task, or the login for a registry, cannot be fetched, in AWS's words; `undefined` where all can.
 * @param through the interface of whoever fetches it: on EC2, the container instance's
 */
export const secretsPathProblem = (context: Context, row: TaskRow, through = ownInterface(context, row)) =>
  firstProblem([registryAuthProblem, secretProblem], context, row, through);

/** Why an image of the task cannot be fetched, whoever may. */
export const imagePathProblem = (context: Context, row: TaskRow, through = ownInterface(context, row)) =>
  firstProblem([imageProblem], context, row, through);

/** Why the task's log stream cannot be made, in AWS's words; whether there is a log group is another matter. */
export const loggerPathProblem = (context: Context, row: TaskRow, through = ownInterface(context, row)) =>
  firstProblem([loggerProblem], context, row, through);

const ownInterface = (context: Context, { networkInterfaceId }: TaskRow): Through =>
  networkInterfaces(context).get(networkInterfaceId ?? '');

/** The first problem. Each check is made for all containers before the next check. */
function firstProblem(checks: readonly Check[], context: Context, row: TaskRow, through: Through) {
  const { task } = row;
  const containers = containersOf(context, row);
  return checks
    .flatMap((check) => containers.map((container) => check(context, through, container, task)))
    .find((problem) => problem !== undefined);
}

/** Endpoints are for their own region; a service elsewhere is on the internet. */
const reaches = (context: Context, through: Through, service: string, region = context.region): boolean =>
  through !== undefined &&
  (region === context.region ? reachesService(context, through, service) : reachesInternet(context, through));

/** A private registry asks who is there before it gives anything. */
const registryAuthProblem: Check = (context, through, { image = '' }) => {
  const region = privateRegistryRegion(parsedImage(image));
  return region === undefined || reaches(context, through, 'ecr.api', region) ? undefined : registryAuthIssue(region);
};

/** Manifests and layers come from different places. There is no endpoint to any registry but ECR's private ones. */
const imageProblem: Check = (context, through, { image: name = '' }, { launchType }) => {
  const image = parsedImage(name);
  const nobody = hostProblem(context, image, through);
  if (nobody !== undefined) return launchType === 'EC2' ? dockerPullIssue(image, nobody) : manifestIssue(image, nobody);
  const region = privateRegistryRegion(image);
  if (region === undefined) return through && reachesInternet(context, through) ? undefined : manifestIssue(image);
  if (!reaches(context, through, 'ecr.dkr', region)) return manifestIssue(image);
  return reaches(context, through, 's3', region) ? undefined : layerIssue(image, region);
};

/** Secrets go by an ARN of Secrets Manager's; parameters by an ARN of Systems Manager's, or by their name. */
const secretProblem: Check = (context, through, { secrets = [], logConfiguration, repositoryCredentials }) => {
  const { secretOptions = [] } = logConfiguration ?? {};
  const names = [...secrets, ...secretOptions].map(({ valueFrom }) => valueFrom);
  for (const name of [repositoryCredentials?.credentialsParameter, ...names]) {
    if (name === undefined) continue;
    const [, , service, region] = name.startsWith('arn:') ? name.split(':') : [];
    const isSecret = service === 'secretsmanager';
    if (reaches(context, through, isSecret ? 'secretsmanager' : 'ssm', region)) continue;
    return isSecret ? secretIssue(name) : parametersIssue;
  }
  return undefined;
};

const loggerProblem: Check = (context, through, { logConfiguration }) => {
  if (logConfiguration?.logDriver !== 'awslogs') return undefined;
  return reaches(context, through, 'logs', logConfiguration.options?.['awslogs-region']) ? undefined : loggerIssue;
};
