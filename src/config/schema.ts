import * as z from 'zod';

/**
 * The config file: the one source of its validation, its TypeScript types and the JSON Schema editors complete from.
 * Every member has a description, because editors show it.
 */

const name = z.string().regex(/^[a-z][a-z0-9-]{0,38}[a-z0-9]$/);
const seconds = z.int().min(0);

const healthCheck = z.strictObject({
  command: z.string().min(1).describe('Run in the container by a shell; exit 0 means healthy.'),
  interval: z.int().min(5).max(300).default(30).describe('Seconds between two checks.'),
  timeout: z.int().min(2).max(60).default(5).describe('Seconds after which a check counts as failed.'),
  retries: z.int().min(1).max(10).default(3).describe('Failed checks in a row until the container is unhealthy.'),
  startPeriod: seconds.max(300).default(0).describe('Seconds after the start in which failed checks do not count.'),
});

const discovery = z.strictObject({
  type: z.literal('srv').describe('The record type. API Gateway needs SRV: address and port.'),
  ttl: seconds.max(2147483647).default(60).describe('Seconds that resolvers may keep an answer.'),
});

const service = z.strictObject({
  image: z.string().min(1).describe('The container image, with its tag.'),
  port: z.int().min(1).max(65535).describe('The port the container listens on.'),
  cpu: z.int().default(256).describe('CPU units for each task; 1024 is one vCPU.'),
  memory: z.int().default(512).describe('MiB for each task.'),
  count: z.int().min(0).max(5000).default(1).describe('How many tasks run.'),
  environment: z.record(z.string(), z.string()).default({}).describe('Environment variables. Not for secrets.'),
  healthCheck: healthCheck.optional().describe("The container's own health check."),
  discovery: discovery.optional().describe('Registers each task in Cloud Map.'),
  routes: z.array(z.string()).default([]).describe('Routes of the HTTP API that lead here, e.g. `$default` or `GET /pets`.'),
  logRetentionDays: z.int().default(30).describe('Days that log lines are kept.'),
});

export const configSchema = z.strictObject({
  $schema: z.string().optional(),
  name: name.optional().describe("The stack's name: prefix of names, value of the tag provision:stack."),
  region: z.string().optional().describe('The AWS region.'),
  tags: z.record(z.string(), z.string()).default({}).describe('Put on everything that can be tagged.'),
  network: z
    .strictObject({
      cidr: z.string().default('10.0.0.0/16').describe('The address range of the VPC.'),
      zones: z.int().min(2).max(6).default(2).describe('In how many availability zones there are subnets.'),
      egress: z.literal('public').default('public').describe('How tasks reach the internet.'),
    })
    .prefault({}),
  namespace: z.string().optional().describe('The private DNS namespace in Cloud Map.'),
  cluster: z
    .strictObject({
      capacity: z.literal('fargate').default('fargate').describe('What tasks run on.'),
      containerInsights: z.enum(['enhanced', 'enabled', 'disabled']).default('enabled').describe('CloudWatch Container Insights.'),
    })
    .prefault({}),
  services: z.record(name, service).describe('The container services, by name.'),
  ingress: z
    .strictObject({
      type: z.enum(['http-api', 'none']).default('http-api').describe('What takes requests from the internet.'),
      via: z.literal('cloud-map').default('cloud-map').describe('How the HTTP API finds tasks.'),
      logRetentionDays: z.int().default(30).describe('Days that access log lines are kept.'),
    })
    .prefault({}),
});

/** A validated config with every default filled in. */
export type Config = z.output<typeof configSchema> & { readonly name: string };
