import * as z from 'zod';
import { awsNames } from '../aws-names.js';
import { anyRange } from '../cidr.js';
import { textMember } from '../format.js';
import { image } from '../image.js';
import { serviceName } from '../names.js';
import { pathPattern, requestPath } from '../path-pattern.js';
import { retention } from '../retention.js';
import { routeKey } from '../route-key.js';
import { wholeNumber } from '../whole-number.js';
import { containerMembers, containers } from './container.js';
import { permissions } from './permissions.js';

/** The members of a container service. */

const discovery = z.strictObject({
  type: z
    .enum(['srv', 'a'])
    .describe('The type of DNS record. srv: address and port, which API Gateway needs. a: the address only.'),
  ttl: wholeNumber()
    .min(0)
    .max(2147483647)
    .default(60)
    .describe('Seconds for which DNS resolvers may cache an answer.'),
  customHealth: z
    .boolean()
    .optional()
    .describe(
      'Whether ECS reports the health of each task to Cloud Map. It cannot be added or removed later. Default: for a service ' +
        'with routes, so that the API sends nothing to tasks that are gone.',
    ),
  name: textMember(awsNames.discovery)
    .optional()
    .describe("The name in the namespace. Default: the service's name in this file."),
});

const rule = z.strictObject({
  path: textMember(pathPattern).describe(
    'The request paths, such as "/api/books*", or "$default" for all requests that no other rule takes.',
  ),
  priority: wholeNumber()
    .min(1)
    .max(50000)
    .optional()
    .describe(
      'The load balancer tries rules in the order of their priorities, the lowest first. Every path needs one; ' +
        '"$default" has none and comes last.',
    ),
});

const targetHealth = z.strictObject({
  path: textMember(requestPath).default('/').describe('The path that the load balancer requests from each task.'),
  interval: wholeNumber().min(5).max(300).default(30).describe('Seconds between two checks.'),
  timeout: wholeNumber()
    .min(2)
    .max(120)
    .default(5)
    .describe('Seconds after which a check without an answer fails. Less than the interval.'),
  healthy: wholeNumber()
    .min(2)
    .max(10)
    .default(2)
    .describe('Successful checks in a row after which an unhealthy task gets requests again.'),
  unhealthy: wholeNumber()
    .min(2)
    .max(10)
    .default(2)
    .describe('Failed checks in a row after which a task gets no more requests.'),
});

const target = z.strictObject({
  name: textMember(awsNames.targetGroup)
    .optional()
    .describe('The name of the target group. Default: <stack>-<service>.'),
  health: targetHealth.prefault({}).describe('How the load balancer checks whether a task is healthy.'),
  drain: wholeNumber()
    .min(0)
    .max(3600)
    .default(30)
    .describe(
      'The deregistration delay: seconds that a task has to finish its open requests before it is stopped. The ' +
        'default of AWS is 300.',
    ),
  grace: wholeNumber()
    .min(0)
    .max(2147483647)
    .default(60)
    .describe(
      'The health check grace period: seconds after its start in which ECS does not replace an unhealthy task.',
    ),
});

export const service = z.strictObject({
  image: textMember(image).optional().describe('The container image, as registry/repository:tag.'),
  repository: textMember(awsNames.repository)
    .optional()
    .describe('Instead of `image`: the name of a private ECR repository, which is created and deleted with the stack.'),
  tag: textMember(awsNames.imageTag)
    .optional()
    .describe('The tag of the image in the repository. Default: a tag made from the content of what is built.'),
  build: z
    .string()
    .min(1)
    .optional()
    .describe('A directory with a Dockerfile. The image is built and pushed if the repository does not have its tag.'),
  port: wholeNumber()
    .min(1)
    .max(65535)
    .optional()
    .describe('The port that the container listens on. A worker has none.'),
  cpu: wholeNumber()
    .meta({ minimum: 128, maximum: 196608 })
    .default(256)
    .describe('CPU units of each task. 1024 are one vCPU.'),
  memory: wholeNumber()
    .meta({ minimum: 128, maximum: 122880 })
    .default(512)
    .describe('MiB of memory of each task. Fargate allows only certain pairs of CPU and memory.'),
  architecture: z
    .enum(['x86_64', 'arm64'])
    .default('x86_64')
    .describe('The processor architecture that the image is built for.'),
  count: wholeNumber()
    .min(0)
    .max(5000)
    .default(1)
    .describe('The desired count: the number of tasks that ECS keeps running.'),
  subnets: z
    .enum(['public', 'private'])
    .optional()
    .describe(
      'The subnets that tasks run in. In public subnets each task has a public IP address. Default: private if the ' +
        'network has private subnets, otherwise public.',
    ),
  ...containerMembers,
  containers: containers
    .default({})
    .describe('More containers in each task, beside that of the service: sidecars, each under its name.'),
  permissions: permissions
    .optional()
    .describe('What the program in the containers may do in AWS (the task role). Default: nothing.'),
  exec: z
    .boolean()
    .default(false)
    .describe(
      'ECS Exec: whether a shell can be opened in the containers, through Session Manager. The task role gets the right ' +
        'to it. It counts for tasks that start afterwards.',
    ),
  discovery: discovery.optional().describe('Registers each task in Cloud Map, under a name in the namespace.'),
  routes: z
    .array(textMember(routeKey))
    .default([])
    .describe(
      'Routes of the HTTP API that lead to this service through Cloud Map, such as "GET /pets/{id}" or "$default".',
    ),
  rules: z
    .array(rule)
    .default([])
    .describe('The requests that the load balancer sends to this service, by their path.'),
  target: target.prefault({}).describe('The target group of the load balancer, if rules lead to this service.'),
  allow: z
    .array(textMember(anyRange))
    .default([])
    .describe('Address ranges that may call the tasks directly. "0.0.0.0/0" is everybody.'),
  calledBy: z
    .array(textMember(serviceName))
    .default([])
    .describe('The names of other services of the stack that may call the tasks directly.'),
  logGroup: textMember(awsNames.logGroup)
    .optional()
    .describe('The name of the log group. Default: /ecs/<stack>/<service>.'),
  logRetentionDays: retention().default(30).describe('Days for which CloudWatch Logs keeps the log of the service.'),
});
