import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { FailureError } from '../failure.js';
import { didYouMean, nearest } from '../nearest.js';
import { isBundled } from '../version.js';

/** A config that is shipped with the program, to start from or to bring up as it is. */
export interface Blueprint {
  readonly name: string;
  /** One line: what it builds. */
  readonly title: string;
}

/** The first one is what `provision init` writes unless told. */
export const blueprints: readonly [Blueprint, ...Blueprint[]] = [
  {
    name: 'cloud-map-public',
    title: 'HTTP API → VPC link → Cloud Map (SRV) → Fargate tasks in public subnets',
  },
  {
    name: 'alb-microservices',
    title: 'HTTP API → VPC link → internal ALB, by path → two Fargate services; a consumer VPC',
  },
  {
    name: 'ec2-capacity',
    title: 'public load balancer → tasks on EC2 instances through a capacity provider, behind a NAT gateway',
  },
  {
    name: 'cloud-map-private',
    title: 'HTTP API (CORS) → VPC link → Cloud Map (SRV) → Fargate tasks in isolated subnets with VPC endpoints',
  },
  {
    name: 'cli-walkthrough',
    title: 'three services: public, behind a public load balancer, and found by DNS; with VPC endpoints',
  },
];

/** Beside this file in the sources; the build copies them beside the bundle, where this code then lies too. */
const folder = new URL('./blueprints/', import.meta.url);

/** Where paths in a blueprint begin: those of the sample apps. */
export const blueprintHome: string = fileURLToPath(new URL(isBundled ? './' : '../../', import.meta.url));

/**
 * The YAML of a blueprint, comments included.
 * @throws FailureError `bad-usage` naming the nearest one and all there are
 */
export function blueprintText(name: string): string {
  const names = blueprints.map((blueprint) => blueprint.name);
  if (names.includes(name)) return readFileSync(new URL(`${name}.yaml`, folder), 'utf8');
  const hint = [didYouMean(nearest(name, names)), `there is: ${names.join(', ')}`].filter(Boolean).join(' ');
  throw new FailureError({ code: 'bad-usage', message: `there is no blueprint ${JSON.stringify(name)}`, hint });
}
