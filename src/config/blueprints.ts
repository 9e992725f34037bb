import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { FailureError } from '../failure.js';
import { didYouMean, nearest } from '../nearest.js';
import { isBundled } from '../version.js';

/** A config that comes with the program. Users copy it with `provision init`, or use it as it is with --blueprint. */
export interface Blueprint {
  readonly name: string;
  /** One line: what it builds. */
  readonly title: string;
}

/** `provision init` writes the first one unless another is named. */
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

/** In the sources, the folder is beside this file. The build copies it beside the bundle that this code is in then. */
const folder = new URL('./blueprints/', import.meta.url);

/** The directory that relative paths in a blueprint start from: the one that has the sample apps. */
export const blueprintHome: string = fileURLToPath(new URL(isBundled ? './' : '../../', import.meta.url));

/**
 * The YAML of a blueprint, comments included.
 * @throws FailureError `bad-usage` if there is no such blueprint; its hint lists all
 */
export function blueprintText(name: string): string {
  const names = blueprints.map((blueprint) => blueprint.name);
  if (names.includes(name)) return readFileSync(new URL(`${name}.yaml`, folder), 'utf8');
  const hint = [didYouMean(nearest(name, names)), `there is: ${names.join(', ')}`].filter(Boolean).join(' ');
  throw new FailureError({ code: 'bad-usage', message: `there is no blueprint ${JSON.stringify(name)}`, hint });
}
