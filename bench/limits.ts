import { simulatedCommands, type Simulated, type SimulatedCommand } from './simulated.js';

/**
 * The most calls of a stack's commands; `looks` are a second `up` that has nothing to do, and `status`. They are counted on a virtual
 * clock, so they are much the same on every machine; a few more or less follow from which step asks first.
 */
interface Calls {
  readonly up: number;
  readonly looks: number;
  readonly down: number;
}

/** By the name of the stack; those that are not here have no limit but that of the ratio. */
const calls: { readonly [stack: string]: Calls } = {
  'cloud-map-public': { up: 166, looks: 31, down: 161 },
  'cloud-map-private': { up: 210, looks: 36, down: 200 },
  'alb-microservices': { up: 387, looks: 60, down: 343 },
  'ec2-capacity': { up: 486, looks: 44, down: 278 },
  'cli-walkthrough': { up: 359, looks: 46, down: 295 },
  '10 services, http-api': { up: 323, looks: 41, down: 461 },
  '10 services, load-balancer': { up: 454, looks: 49, down: 426 },
  '30 services, http-api': { up: 698, looks: 68, down: 1189 },
  '30 services, load-balancer': { up: 1070, looks: 96, down: 1109 },
  '100 services, http-api': { up: 2347, looks: 160, down: 2590 },
  '100 services, load-balancer': { up: 3085, looks: 250, down: 2637 },
};
/** How much longer than the floor `up` and `down` may take. */
const mostRatio = 1.05;

/** @returns what is beyond its limit, in words */
export function beyondLimits(name: string, figures: Readonly<Record<SimulatedCommand, Simulated>>): string[] {
  const limits = calls[name];
  return [
    ...(['up', 'down'] as const).flatMap((command) => {
      const { seconds, floor } = figures[command];
      const ratio = seconds / floor;
      return ratio > mostRatio
        ? [`${command} of ${name} takes ${ratio.toFixed(3)} times the floor, and may take ${mostRatio}`]
        : [];
    }),
    ...simulatedCommands.flatMap((command) => {
      const most = limits?.[command === 'up' || command === 'down' ? command : 'looks'] ?? Infinity;
      const { calls: sent } = figures[command];
      return sent > most ? [`${command} of ${name} sends ${sent} calls, and may send ${most}`] : [];
    }),
    ...Object.entries(figures).flatMap(([command, { throttled }]) =>
      throttled > 0 ? [`${throttled} calls of ${command} of ${name} came faster than AWS takes them`] : [],
    ),
  ];
}
