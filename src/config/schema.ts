import * as z from 'zod';
import { fargateCpus } from '../facts/fargate-sizes.js';
import { cidr } from './cidr.js';
import { named, written } from './format.js';
import { image } from './image.js';
import { environmentName, namespaceName, region, serviceName, stackName } from './names.js';
import { retention } from './retention.js';
import { routeKey } from './route-key.js';
import { findings } from './rules.js';
import { maxTags, tagKey, tagValue } from './tags.js';
import { whole } from './whole.js';

/**
 * The config file: the one source of its validation, its TypeScript types and the JSON Schema editors complete from.
 * Every member has a description, because editors show it and problems quote it. How a single text is written is in
 * the formats beside this file; what holds between members is in `rules.ts`.
 */

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
  type: z.literal('srv').describe('The record type. API Gateway needs srv: it says address and port.'),
  ttl: whole().min(0).max(2147483647).default(60).describe('Seconds that resolvers may keep an answer.'),
});

const service = z.strictObject({
  image: written(image).describe('The container image: registry/repository:tag.'),
  port: whole().min(1).max(65535).describe('The port that the container listens on.'),
  cpu: whole().meta({ enum: [...fargateCpus] }).default(256).describe('CPU units for each task; 1024 are one vCPU.'),
  memory: whole()
    .meta({ minimum: 512, maximum: 122880 })
    .default(512)
    .describe('MiB of memory for each task. Fargate has only certain pairs of CPU and memory.'),
  count: whole().min(0).max(5000).default(1).describe('How many tasks run.'),
  environment: named(environmentName, z.string())
    .default({})
    .describe('Environment variables of the container. Not for secrets: whoever may describe tasks can read them.'),
  healthCheck: healthCheck.optional().describe("The container's own health check: ECS replaces a task that fails it."),
  discovery: discovery.optional().describe('Registers each task in Cloud Map, in the namespace.'),
  routes: z
    .array(written(routeKey))
    .default([])
    .describe('Routes of the HTTP API that lead here: "$default" for all the rest, or as in "GET /pets/{id}".'),
  logRetentionDays: retention().default(30).describe('Days that the log lines of the service are kept.'),
});

const network = z.strictObject({
  cidr: written(cidr).default('10.0.0.0/16').describe('The addresses of the VPC: a private network, /16 to /24.'),
  zones: whole().min(2).max(6).default(2).describe('In how many availability zones there are subnets.'),
  egress: z.literal('public').default('public').describe('How tasks reach the internet. public: by an address each.'),
});

const cluster = z.strictObject({
  capacity: z.literal('fargate').default('fargate').describe('What tasks run on. fargate: no servers to look after.'),
  containerInsights: z
    .enum(['enhanced', 'enabled', 'disabled'])
    .default('enabled')
    .describe('CloudWatch Container Insights: metrics of tasks and services. Billed as custom metrics.'),
});

const ingress = z.strictObject({
  type: z
    .enum(['http-api', 'none'])
    .default('http-api')
    .describe('What takes requests from the internet. http-api: an HTTP API of API Gateway with a VPC link.'),
  via: z.literal('cloud-map').default('cloud-map').describe('How the HTTP API finds tasks.'),
  logRetentionDays: retention().default(30).describe('Days that access log lines are kept.'),
});

const shape = z.strictObject({
  $schema: z.string().optional().describe('Where editors find the schema of this file.'),
  name: written(stackName)
    .optional()
    .describe("The stack's name: names in AWS begin with it, the tag provision:stack says it. --name overrides it."),
  region: written(region).optional().describe('The AWS region, as in us-east-1.'),
  tags: named(tagKey, written(tagValue))
    .default({})
    .meta({ description: 'Put on everything that can be tagged.', maxProperties: maxTags }),
  network: network.prefault({}).describe('The VPC and its subnets.'),
  namespace: written(namespaceName).optional().describe('The private DNS namespace that services are found in.'),
  cluster: cluster.prefault({}).describe('The ECS cluster.'),
  services: named(serviceName, service.describe('A container service.')).meta({
    description: 'The container services, by name.',
    minProperties: 1,
  }),
  ingress: ingress.prefault({}).describe('The way in from the internet.'),
});

/** What the members alone say; `name` may still come from the command line. */
export type Shape = z.output<typeof shape>;

// `when`: the rules between members run although some members are wrong, so that all problems come at once.
export const configSchema = shape
  .superRefine(
    (config, context) => {
      for (const { at, message, hint, other, restsOn = at } of findings(config, context.issues))
        context.addIssue({ code: 'custom', path: [...at[0]], message, params: { at, hint, other, restsOn } });
    },
    { when: () => true },
  )
  .meta({ title: 'provision', description: 'A container API on AWS ECS, brought up and taken down by provision.' });

/** A validated config with every default filled in. */
export type Config = Shape & { readonly name: string };
