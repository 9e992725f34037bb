import * as z from 'zod';
import { awsNames } from '../aws-names.js';
import { cookieName } from '../cookie-name.js';
import { textMember } from '../format-members.js';
import { healthCodes } from '../health-codes.js';
import { requestPath } from '../path-pattern.js';
import { wholeNumber } from '../whole-number.js';

/** The members of a target group: how the load balancer sends requests to the tasks of a service, and checks them. */

const seconds = (least: number, most: number) => wholeNumber().min(least).max(most);
const protocol = z.enum(['http', 'https']);

const targetHealth = z.strictObject({
  path: textMember(requestPath)
    .optional()
    .describe(
      'The path that the load balancer requests from each task. Default: "/"; for gRPC "/AWS.ALB/healthcheck", a method as ' +
        'in /package.service/method.',
    ),
  codes: textMember(healthCodes)
    .optional()
    .describe(
      'The codes that count as healthy: "200", "200,204" or "200-299". Default: "200-299"; for gRPC 0, or 12 (not ' +
        'implemented) without a path.',
    ),
  port: wholeNumber()
    .min(1)
    .max(65535)
    .optional()
    .describe('The port that is checked, where it is another than that of the requests.'),
  protocol: protocol.optional().describe('How the check is sent. Default: as requests are.'),
  interval: seconds(5, 300).default(30).describe('Seconds between two checks.'),
  timeout: seconds(2, 120)
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

const stickiness = z.strictObject({
  cookie: textMember(cookieName)
    .optional()
    .describe(
      'The name of a cookie of your program: who has it stays at the task that has set it (app_cookie). Default: a cookie of ' +
        'the load balancer (lb_cookie).',
    ),
  duration: seconds(1, 604_800).default(86_400).describe('Seconds for which a client stays at its task.'),
});

export const target = z.strictObject({
  name: textMember(awsNames.targetGroup)
    .optional()
    .describe('The name of the target group. Default: <stack>-<service>, and what `version` and `protocol` say.'),
  health: targetHealth.prefault({}).describe('How the load balancer checks whether a task is healthy.'),
  stickiness: stickiness
    .optional()
    .describe('Sends the requests of one client to the same task, by a cookie. Default: each may go to another.'),
  algorithm: z
    .enum(['round_robin', 'least_outstanding_requests', 'weighted_random'])
    .default('round_robin')
    .describe(
      'How a task is chosen. round_robin: each in its turn. least_outstanding_requests: the one with the fewest open requests. ' +
        'weighted_random: at random.',
    ),
  slowStart: seconds(30, 900)
    .optional()
    .describe('Seconds in which a new task gets more and more requests. Default: its full share at once.'),
  drain: seconds(0, 3600)
    .default(30)
    .describe(
      'The deregistration delay: seconds that a task has to finish its open requests before it is stopped. The ' +
        'default of AWS is 300.',
    ),
  grace: seconds(0, 2147483647)
    .default(60)
    .describe(
      'The health check grace period: seconds after its start in which ECS does not replace an unhealthy task.',
    ),
  version: z
    .enum(['http1', 'http2', 'grpc'])
    .default('http1')
    .describe(
      'What the load balancer speaks with the tasks. HTTP/2 and gRPC need an `ingress.domain`. See `protocol`.',
    ),
  protocol: protocol
    .default('http')
    .describe(
      'How requests are sent. https: with TLS, to tasks that have some certificate: it may be of their own making.',
    ),
});
