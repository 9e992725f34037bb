import * as z from 'zod';
import { awsNames } from '../aws-names.js';
import { anyRange } from '../cidr.js';
import { named, written } from '../format.js';
import { image } from '../image.js';
import { environmentName, serviceName } from '../names.js';
import { pathPattern, requestPath } from '../path-pattern.js';
import { retention } from '../retention.js';
import { routeKey } from '../route-key.js';
import { secretArn } from '../secret-arn.js';
import { whole } from '../whole.js';

/** The members of a container service. */

const healthCheck = z.strictObject({
  command: z
    .string()
    .min(1)
    .describe('Run in the container by a shell; exit code 0 is healthy. The image must have what it uses.'),
  interval: whole().min(5).max(300).default(30).describe('Seconds between two checks.'),
  timeout: whole().min(2).max(60).default(5).describe('Seconds after which a check has failed; at most the interval.'),
  retries: whole().min(1).max(10).default(3).describe('Failed checks in a row until the container is unhealthy.'),
  startPeriod: whole().min(0).max(300).default(0).describe('Seconds after the start without consequences.'),
});

const discovery = z.strictObject({
  type: z
    .enum(['srv', 'a'])
    .describe('The record type. srv says address and port, as API Gateway needs it; a says the address alone.'),
  ttl: whole().min(0).max(2147483647).default(60).describe('Seconds that resolvers may keep an answer.'),
  customHealth: z
    .boolean()
    .default(false)
    .describe('ECS tells Cloud Map which tasks are healthy. For life: it can neither be added nor taken off later.'),
  name: written(awsNames.discovery).optional().describe("The name in the namespace; the service's own unless told."),
});

const rule = z.strictObject({
  path: written(pathPattern).describe('Which requests: "/api/books*", or "$default" for all that no other rule takes.'),
  priority: whole()
    .min(1)
    .max(50000)
    .optional()
    .describe('Rules are tried from the lowest to the highest. "$default" has none: it comes last.'),
});

const targetHealth = z.strictObject({
  path: written(requestPath).default('/').describe('What the load balancer asks each task for.'),
  interval: whole().min(5).max(300).default(30).describe('Seconds between two checks.'),
  timeout: whole().min(2).max(120).default(5).describe('Seconds after which a check has failed; less than the interval.'),
  healthy: whole().min(2).max(10).default(2).describe('Good answers in a row until a failed task gets requests again.'),
  unhealthy: whole().min(2).max(10).default(2).describe('Bad answers in a row until it gets no more.'),
});

const target = z.strictObject({
  name: written(awsNames.targetGroup).optional().describe('The name of the target group; <stack>-<service> unless told.'),
  health: targetHealth.prefault({}).describe('How the load balancer finds out whether a task is healthy.'),
  drain: whole()
    .min(0)
    .max(3600)
    .default(30)
    .describe('Seconds that a task which is leaving may finish its requests in. AWS itself would give 300.'),
  grace: whole()
    .min(0)
    .max(2147483647)
    .default(60)
    .describe('Seconds after its start in which a task may be unhealthy without being replaced.'),
});

export const service = z.strictObject({
  image: written(image).optional().describe('The container image: registry/repository:tag.'),
  repository: written(awsNames.repository)
    .optional()
    .describe('In place of an image: a private ECR repository of this name, made with the stack and deleted with it.'),
  tag: written(awsNames.imageTag).optional().describe('The tag in the repository; of what is built unless told.'),
  build: z.string().min(1).optional().describe('A directory with a Dockerfile: built and pushed where its tag is missing.'),
  port: whole().min(1).max(65535).describe('The port that the container listens on.'),
  cpu: whole()
    .meta({ minimum: 128, maximum: 196608 })
    .default(256)
    .describe('CPU units for each task; 1024 are one vCPU.'),
  memory: whole()
    .meta({ minimum: 128, maximum: 122880 })
    .default(512)
    .describe('MiB of memory for each task. Fargate has only certain pairs of CPU and memory.'),
  architecture: z.enum(['x86_64', 'arm64']).default('x86_64').describe('What the image was built for.'),
  count: whole().min(0).max(5000).default(1).describe('How many tasks run.'),
  subnets: z
    .enum(['public', 'private'])
    .optional()
    .describe('Where tasks run: public ones have an address on the internet each. Private where there are such subnets.'),
  environment: named(environmentName, z.string())
    .default({})
    .describe('Environment variables of the container. Not for secrets: whoever may describe tasks can read them.'),
  secrets: named(environmentName, written(secretArn))
    .default({})
    .describe('Environment variables from Secrets Manager or Parameter Store, by ARN: read when a task starts.'),
  healthCheck: healthCheck.optional().describe("The container's own health check: ECS replaces a task that fails it."),
  discovery: discovery.optional().describe('Registers each task in Cloud Map, in the namespace.'),
  routes: z
    .array(written(routeKey))
    .default([])
    .describe('Routes of the HTTP API that lead here through Cloud Map: "$default", or as in "GET /pets/{id}".'),
  rules: z.array(rule).default([]).describe('Which requests the load balancer sends here, by their path.'),
  target: target.prefault({}).describe('How the load balancer treats the tasks, where rules lead here.'),
  allow: z
    .array(written(anyRange))
    .default([])
    .describe('Who else may call the tasks directly, as address ranges: "0.0.0.0/0" is everybody.'),
  calledBy: z
    .array(written(serviceName))
    .default([])
    .describe('Other services of the stack that may call the tasks directly, by name.'),
  logGroup: written(awsNames.logGroup).optional().describe('The log group; /ecs/<stack>/<service> unless told.'),
  logRetentionDays: retention().default(30).describe('Days that the log lines of the service are kept.'),
});
