import type { Simulated, SimulatedCommand } from './simulated.js';

/** What the figures of a stack may be at most. They are counted on a virtual clock, so they are the same on every machine. */
export interface Limits {
  /** How much longer than the floor `up` and `down` may take. */
  readonly ratio: number;
  /** The calls of a second `up` that has nothing to do, and of `status`. */
  readonly calls: number;
}

/** By the name of the stack; those that are not here have no limit but that of the ratio. */
const calls: { readonly [stack: string]: number } = {
  'cloud-map-public': 31,
  'cloud-map-private': 36,
  'alb-microservices': 60,
  'ec2-capacity': 44,
  'cli-walkthrough': 46,
  '10 services, http-api': 41,
  '10 services, load-balancer': 49,
  '30 services, http-api': 68,
  '30 services, load-balancer': 96,
  '100 services, http-api': 160,
  '100 services, load-balancer': 250,
};
const mostRatio = 1.05;

/** @returns what is beyond its limit, in words */
export function beyondLimits(name: string, figures: Readonly<Record<SimulatedCommand, Simulated>>): string[] {
  const limit = calls[name] ?? Infinity;
  return [
    ...(['up', 'down'] as const).flatMap((command) => {
      const { seconds, floor } = figures[command];
      const ratio = seconds / floor;
      return ratio > mostRatio
        ? [`${command} of ${name} takes ${ratio.toFixed(3)} times the floor, and may take ${mostRatio}`]
        : [];
    }),
    ...(['again', 'status'] as const).flatMap((command) =>
      figures[command].calls > limit
        ? [`${command} of ${name} sends ${figures[command].calls} calls, and may send ${limit}`]
        : [],
    ),
    ...Object.entries(figures).flatMap(([command, { throttled }]) =>
      throttled > 0 ? [`${throttled} calls of ${command} of ${name} came faster than AWS takes them`] : [],
    ),
  ];
}
