import { readFileSync } from 'node:fs';
import { FailureError } from '../failure.js';
import { didYouMean, nearest } from './nearest.js';

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
];

/** Beside this file in the sources; the build copies them beside the bundle, where this code then lies too. */
const folder = new URL('./blueprints/', import.meta.url);

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
