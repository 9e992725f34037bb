import * as z from 'zod';
import { awsNames } from '../aws-names.js';
import { textMember } from '../format-members.js';
import { portName } from '../names.js';
import { routeKey } from '../route-key.js';
import { rollout } from './rollout.js';
import { serviceCapacity } from './service-capacity.js';
import { allow, calledBy, portNumber, rules, servicePorts } from './service-port.js';
import { wholeNumber } from '../whole-number.js';
import { scaling } from './scaling.js';
import { target } from './target.js';
import { taskMembers } from './task.js';

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
      'Whether ECS reports the health of each task to Cloud Map. It can be changed later together with the name only. ' +
        'Default: for a service with routes, so that the API sends nothing to tasks that are gone.',
    ),
  port: textMember(portName)
    .optional()
    .describe("Which of `ports` the SRV records lead to, by its name. Default: the service's own `port`."),
  name: textMember(awsNames.discovery)
    .optional()
    .describe("The name in the namespace. Default: the service's name in this file."),
});

export const service = z.strictObject({
  ...taskMembers,
  port: portNumber().optional().describe('The port that the container listens on. A worker has none.'),
  ports: servicePorts.describe(
    'Further ports of its containers, each under a name: what is sent to them, and who may call them.',
  ),
  count: wholeNumber()
    .min(0)
    .max(5000)
    .optional()
    .describe(
      'The desired count: the number of tasks that ECS keeps running. With `scaling`, the number to begin with. ' +
        'Default: 1, or the minimum of the scaling.',
    ),
  scaling: scaling
    .optional()
    .describe('Lets Application Auto Scaling change the number of tasks by what there is to do, and by the time.'),
  capacity: serviceCapacity
    .optional()
    .describe(
      'What the tasks run on, where the capacity of the cluster is fargate: Fargate Spot, as in `{spot: {}}`, or a mixture. ' +
        'Default: all on Fargate.',
    ),
  keep: wholeNumber()
    .min(0)
    .max(100)
    .default(5)
    .describe(
      'How many earlier revisions of its task definition stay, with their images, to be gone back to by ' +
        '`provision rollback`. At 0 there is no way back.',
    ),
  rollout: rollout.prefault({}).describe('How many tasks there are while new ones take the places of old ones.'),
  discovery: discovery.optional().describe('Registers each task in Cloud Map, under a name in the namespace.'),
  routes: z
    .array(textMember(routeKey))
    .default([])
    .describe(
      'Routes of the HTTP API that lead to this service through Cloud Map, such as "GET /pets/{id}" or "$default".',
    ),
  rules: rules.describe(
    'The requests that the load balancer sends to this service: by path, host, method, headers, query or address.',
  ),
  target: target.prefault({}).describe('The target group of the load balancer, if rules lead to this service.'),
  allow: allow.describe('Address ranges that may call the tasks directly. "0.0.0.0/0" is everybody.'),
  calledBy: calledBy.describe('The names of other services of the stack that may call the tasks directly.'),
});
