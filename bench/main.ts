import { ingresses, manyServices, measuredBlueprints } from './stacks.js';
import { simulate, simulatedCommands } from './simulated.js';

const counts = [10, 30, 100];

export async function main(words: readonly string[]): Promise<number> {
  const only = words.find((it) => it.startsWith('--only='))?.slice(7);
  const isShort = words.includes('--short');
  const many = (isShort ? [10] : counts).flatMap((count) => ingresses.map((it) => manyServices(count, it)));
  for (const measured of [...(await measuredBlueprints()), ...many]) {
    if (only !== undefined && !measured.name.includes(only)) continue;
    const figures = await simulate(measured);
    for (const command of simulatedCommands) {
      const { seconds, floor, calls, mutating, throttled } = figures[command];
      console.log(
        [
          measured.name,
          command,
          seconds,
          floor,
          (seconds / Math.max(floor, 0.1)).toFixed(2),
          calls,
          mutating,
          throttled,
        ].join('\t'),
      );
    }
  }
  return 0;
}
