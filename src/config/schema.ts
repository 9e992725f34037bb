import * as z from 'zod';
import { named, written } from './format.js';
import { namespaceName, region, serviceName, stackName } from './names.js';
import { findings } from './rules.js';
import { cluster } from './sections/cluster.js';
import { consumer } from './sections/consumer.js';
import { ingress } from './sections/ingress.js';
import { network } from './sections/network.js';
import { service } from './sections/service.js';
import { maxTags, tagKey, tagValue } from './tags.js';

/**
 * The config file: the one source of its validation, its TypeScript types and the JSON Schema editors complete from.
 * Every member has a description, because editors show it and problems quote it. The parts are in `sections/`. How a
 * single text is written is in the formats beside this file; what holds between members is in `rules.ts`.
 */

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
  consumer: consumer.optional().describe('A second VPC with a bastion in it, to call the API from.'),
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
