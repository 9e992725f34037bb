import * as z from 'zod';
import { awsNames } from '../aws-names.js';
import { anyRange } from '../cidr.js';
import { mapMember, textMember } from '../format-members.js';
import { portName, serviceName } from '../names.js';
import { wholeNumber } from '../whole-number.js';
import { listenerRule } from './listener-rule.js';
import { target } from './target.js';

/** The members of a port: what is sent to it, and who may send it. A service has them of its own port, and of each further one. */

export const portNumber = () => wholeNumber().min(1).max(65535);

export const rules = z.array(listenerRule).default([]);
export const allow = z.array(textMember(anyRange)).default([]);
export const calledBy = z.array(textMember(serviceName)).default([]);

const servicePort = z.strictObject({
  port: portNumber().describe('The number of the port that the container listens on.'),
  container: textMember(awsNames.container)
    .optional()
    .describe("The container that listens on it: one of `containers`. Default: the service's own."),
  protocol: z.enum(['tcp', 'udp']).default('tcp').describe('The protocol. A load balancer leads to ports of tcp only.'),
  rules: rules.describe(
    'The requests that the load balancer sends to this port. It has a target group of its own then.',
  ),
  // A task has one grace period, that of its service.
  target: target
    .omit({ grace: true })
    .prefault({})
    .describe('The target group of the port, if rules lead to it. Its `grace` is that of the service.'),
  allow: allow.describe('Address ranges that may call this port of the tasks directly. "0.0.0.0/0" is everybody.'),
  calledBy: calledBy.describe(
    'The names of other services, and of jobs, that may call this port of the tasks directly.',
  ),
});

export const servicePorts = mapMember(portName, servicePort.describe('A further port of the service.')).default({});
