import * as z from 'zod';
import { mapMember, plainText, textMember } from './format-members.js';
import { namespaceName, region, serviceName, stackName } from './names.js';
import { cluster } from './sections/cluster.js';
import { consumer } from './sections/consumer.js';
import { ingress } from './sections/ingress.js';
import { job } from './sections/job.js';
import { network } from './sections/network.js';
import { service } from './sections/service.js';
import { stateUrl } from './state-url.js';
import { maxTags, tagKey, tagValue } from './tags.js';

/**
 * The members of the config file, each checked by itself. Every member has a description, because editors show it and
 * problems quote it. The parts are in `sections/`; how a single text must be written is in the formats beside this
 * file. The rules between members are added in `schema.ts`.
 */
export const shape = z.strictObject({
  $schema: z.string().optional().describe('The address at which editors find the schema of this file.'),
  name: textMember(stackName)
    .optional()
    .describe(
      'The name of the stack. Names in AWS begin with it, and it is the value of the tag provision:stack. The ' +
        'option --name overrides it.',
    ),
  namesFor: textMember(stackName)
    .optional()
    .describe(
      'The name of the stack that uses the names in this file (cluster, role, repositories, log groups, load balancer, ' +
        'target groups) unchanged. A stack of any other name puts its own name in front of them, as in ' +
        'other-demo-cluster, so that both fit into one account. Default: every stack uses them unchanged.',
    ),
  region: textMember(region).optional().describe('The AWS region, such as us-east-1.'),
  state: textMember(stateUrl)
    .optional()
    .describe(
      'The bucket in which the state of the stack is kept, such as s3://my-states/shop, for all who work on it. The option ' +
        '--state overrides it. Default: a directory of this machine, .provision.',
    ),
  tags: mapMember(tagKey, plainText(textMember(tagValue)))
    .default({})
    .meta({ description: 'Tags that are put on every resource that can have tags.', maxProperties: maxTags }),
  tagCreator: z
    .boolean()
    .default(false)
    .describe(
      'Whether a tag provision:by says who made the stack, as user@host, on every resource that can have tags.',
    ),
  network: network.prefault({}).describe('The VPC and its subnets.'),
  namespace: textMember(namespaceName)
    .optional()
    .describe('The name of the private DNS namespace of Cloud Map in which services are registered.'),
  cluster: cluster.prefault({}).describe('The ECS cluster.'),
  services: mapMember(serviceName, service.describe('A container service.'))
    .default({})
    .describe('The container services, each under its name.'),
  jobs: mapMember(serviceName, job.describe('A job: a task that is started once, and ends by itself.'))
    .default({})
    .describe(
      'The jobs, each under its name. Each has a task definition, a log group and a security group. `provision run` starts ' +
        'it, and with `before: deploy` so does `up`.',
    ),
  ingress: ingress.prefault({}).describe('What takes requests from the internet.'),
  consumer: consumer.optional().describe('A second VPC with a bastion: an instance from which to call the API.'),
});

/** A config of which each member is right by itself. `name` may still come from the command line. */
export type Shape = z.output<typeof shape>;
