import { quotas } from '../../../src/facts/quotas.js';

/** What ECS says when tasks fail, what it usually means, and what helps. */
interface TaskFailure {
  /** The row fits a text in which all of these occur. */
  readonly says: readonly RegExp[];
  readonly cause: string;
  readonly remedy: string;
}

/** What the agent reports if it cannot connect when it pulls images or fetches secrets. */
const noConnection =
  /connection issue|time(d )?out|deadline exceeded|connection refused|no such host|request canceled/i;
const denied = /not authorized|AccessDenied|unauthorized operation/i;

const fetching: readonly TaskFailure[] = [
  {
    says: [/unable to assume the role/i],
    cause: 'ECS cannot take on the execution role',
    remedy:
      'its trust policy must admit ecs-tasks.amazonaws.com for this account; a role made a moment ago works within a ' +
      'minute, so run again',
  },
  {
    says: [/from asm|from ssm|secrets manager|parameter store/i, noConnection],
    cause: 'the tasks have no way to where their secrets are kept',
    remedy:
      'public tasks need a public address and a route to an internet gateway, private ones a NAT gateway or the ' +
      'endpoint `secretsmanager` or `ssm`, whose security group must let them in at port 443',
  },
  {
    says: [/GetSecretValue|GetParameters?\b|kms:?Decrypt/, denied],
    cause: 'the execution role may not read the secrets',
    remedy: 'allow it to read just these, and to decrypt with their key where that is one of your own',
  },
  {
    says: [/can't find the specified secret value|did not contain json key/i],
    cause: 'a secret that the service names has no such member, stage or version',
    remedy: 'compare what follows the ARN under `secrets`, :member:stage:version, with what the secret holds',
  },
  {
    says: [/secret/i, /marked for deletion/i],
    cause: 'a secret that the service names is deleted',
    remedy: 'restore it (`aws secretsmanager restore-secret`), or name another one under `secrets`',
  },
  {
    says: [/can't find the specified secret|invalid ssm parameters|ParameterNotFound/i],
    cause: 'a secret that the service names does not exist',
    remedy: 'compare the ARNs under `secrets` with what there is, in this region',
  },
  {
    says: [/ecr:GetAuthorizationToken/, denied],
    cause: 'the execution role may not log in to ECR',
    remedy: 'attach AmazonECSTaskExecutionRolePolicy to it, or a policy that allows ecr:GetAuthorizationToken on *',
  },
  {
    says: [/logs:CreateLog(Stream|Group)/, denied],
    cause: 'the execution role may not write to the log group',
    remedy: 'attach AmazonECSTaskExecutionRolePolicy to it, or a policy that allows logs:CreateLogStream on the group',
  },
  {
    says: [/specified log group does not exist/i],
    cause: 'the log group does not exist',
    remedy: 'run again, which makes it anew',
  },
  {
    says: [/validate logger args|cloudwatch log/i, noConnection],
    cause: 'the tasks have no way to CloudWatch Logs',
    remedy:
      'public tasks need a public address and a route to an internet gateway, private ones a NAT gateway or the ' +
      'endpoint `logs`, whose security group must let them in at port 443',
  },
];

const pulling: readonly TaskFailure[] = [
  {
    says: [/exec format error|descriptor matching platform|no matching manifest for/i],
    cause: 'the image was built for another processor architecture than the tasks run on',
    remedy:
      'build it for the `architecture` of the service, as in `docker build --platform linux/amd64`, or set ' +
      '`architecture` to what it was built for',
  },
  {
    says: [/toomanyrequests|pull rate limit/i],
    cause: 'the registry gives out no more images to those who are not logged in',
    remedy: 'wait, or take the image from public.ecr.aws or from a repository of your own',
  },
  {
    says: [/starport-layer-bucket/, noConnection],
    cause: 'the tasks have no way to S3, where ECR keeps the layers of images',
    remedy:
      'private tasks need a NAT gateway, or the gateway endpoint `s3` in the route table of their subnets and a ' +
      'security group that lets them out to it at port 443',
  },
  {
    says: [/registry auth|api\.ecr\./i, noConnection],
    cause: 'the tasks have no way to ECR, which hands out the login for the registry',
    remedy:
      'public tasks need a public address and a route to an internet gateway, private ones a NAT gateway or the ' +
      'endpoints `ecr.api`, `ecr.dkr`, `logs` and `s3`, whose security group must let them in at port 443',
  },
  {
    says: [/CannotPullContainer/, /dkr\.ecr\./, noConnection],
    cause: 'the tasks have no way to the registry of the image',
    remedy:
      'public tasks need a public address and a route to an internet gateway, private ones a NAT gateway or the ' +
      'endpoints `ecr.api`, `ecr.dkr`, `logs` and `s3`, whose security group must let them in at port 443',
  },
  {
    says: [/CannotPullContainer/, /no such host/i],
    cause: 'there is no registry of this name',
    remedy: 'compare the host in the name of the image with that of the registry; without any, it is Docker Hub',
  },
  {
    says: [/CannotPullContainer/, noConnection],
    cause: 'the tasks have no way to the registry of the image',
    remedy:
      'public tasks need a public address and a route to an internet gateway, private ones a NAT gateway; there are ' +
      'endpoints to private repositories in ECR only, so without the internet the image must be in one',
  },
  {
    says: [/CannotPullContainer/, /ecr:|forbidden|no basic auth|pull access denied|not authorized|AccessDenied/i],
    cause: 'the registry does not give the image to these tasks, or has none of this name',
    remedy: 'compare the name of the image with what there is; the execution role must be allowed to pull it',
  },
  {
    says: [/CannotPullContainer/, /not found|manifest unknown|name unknown|does not exist/i],
    cause: 'there is no such image',
    remedy: 'compare repository and tag with what there is; push the image if it was never pushed',
  },
];

/** That a load balancer gets no answer from tasks. */
export const saysUnanswered = /ELB health checks|is unhealthy in \(target-group/i;

const running: readonly TaskFailure[] = [
  {
    says: [/health checks failed with these codes/i],
    cause: "the path of the load balancer's health check answers with a code that does not count as healthy",
    remedy: 'set `target.health.path` to a path that answers 200 without a login',
  },
  {
    says: [saysUnanswered],
    cause: 'the load balancer gets no answer from the tasks',
    remedy:
      'the program must listen at the `port` of the service, on 0.0.0.0 and not only on localhost; give it a longer ' +
      '`target.grace` if it takes long to start',
  },
  {
    says: [/container health checks/i],
    cause: 'the health check in the container fails',
    remedy:
      'the image must have the program that `healthCheck.command` runs (curl, mostly); give it a longer ' +
      '`healthCheck.startPeriod` if it takes long to start',
  },
  {
    says: [/OutOfMemory|killed due to memory|exited with code 137/i],
    cause: 'the program takes more memory than the tasks have',
    remedy: 'raise `memory`',
  },
  {
    says: [/CannotStartContainer|CannotCreateContainer|executable file not found/],
    cause: 'the container cannot be started: what it shall run is not in the image, as a rule',
    remedy: 'try the image with `docker run`',
  },
  {
    says: [/essential container in task exited/i],
    cause: 'the program ends by itself, soon after it was started',
    remedy: 'its last lines say why; where there are none, the image may be for another architecture',
  },
];

/** `"Fargate On-Demand vCPU resource count" (fargate, L-3032A538) or …` */
const vcpuQuotas = [quotas['fargate-vcpus'], quotas['fargate-spot-vcpus']]
  .map(({ name, serviceCode, code }) => `"${name}" (${serviceCode}, ${code})`)
  .join(' or ');

const placing: readonly TaskFailure[] = [
  {
    says: [/limit on the number of vCPUs/i],
    cause: 'the account may not run more vCPUs on Fargate',
    remedy: `lower \`count\` or \`cpu\`, or ask Service Quotas for more: ${vcpuQuotas}`,
  },
  {
    says: [/capacity is unavailable/i],
    cause: 'AWS has no room on Fargate in these zones at the moment',
    remedy: 'run again later',
  },
  {
    says: [/no container instance met all of its requirements|RESOURCE:/],
    cause: 'no instance has room for one more task: vCPU, memory or network interfaces',
    remedy: 'raise `cluster.instances.max`, or take a larger instance type',
  },
  {
    says: [/InsufficientFreeAddresses|enough free addresses|insufficient free/i],
    cause: 'the subnets have no free addresses',
    remedy: 'use larger subnets, or fewer tasks',
  },
];

/**
 * The first row that fits decides, so rows that say more come first. Sources: messages and causes in
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html,
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/resource-initialization-error.html,
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html and
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html
 */
const failures = [...fetching, ...pulling, ...running, ...placing];

/**
 * What usually makes tasks fail like this, and what helps.
 * @param texts what ECS says: reasons of tasks, events of the service
 * @returns undefined where nothing is known
 */
export const causeOf = (texts: readonly string[]): Pick<TaskFailure, 'cause' | 'remedy'> | undefined =>
  failures.find(({ says }) => texts.some((text) => says.every((pattern) => pattern.test(text))));
