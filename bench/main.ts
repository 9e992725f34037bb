import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { beyondLimits } from './limits.js';
import { onThisMachine, realCommands, type OnThisMachine, type RealCommand } from './real.js';
import { callMs, simulate, simulatedCommands, type Simulated, type SimulatedCommand } from './simulated.js';
import { ingresses, manyServices, measuredBlueprints, textOfMany } from './stacks.js';

const help = `npm run bench -- [OPTION…]
  --short       blueprints and 10 services; ends with 1 where a ratio or a count is beyond its limit
  --only TEXT   stacks whose name has it
  --calls       how often each operation is called
  --machine     what 10, 30 and 100 services take of this machine, too: CPU and memory (some minutes)
  --json        the figures as JSON
`;

interface Row {
  readonly stack: string;
  readonly simulated: Readonly<Record<SimulatedCommand, Simulated>>;
}
interface MachineRow {
  readonly stack: string;
  readonly real: Readonly<Record<RealCommand, OnThisMachine>>;
}

/** @returns the exit code */
export async function main(words: readonly string[]): Promise<number> {
  const flag = { type: 'boolean' } as const;
  const options = { short: flag, calls: flag, machine: flag, json: flag };
  const { values } = parseArgs({
    args: [...words],
    options: { ...options, only: { type: 'string', default: '' }, help: { type: 'boolean' } },
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const counts = values.short ? [10] : [10, 30, 100];
  const many = counts.flatMap((count) => ingresses.map((ingress) => ({ count, ingress })));
  const isMeant = ({ name }: { readonly name: string }): boolean => name.includes(values.only);
  const stacks = [...(await measuredBlueprints()), ...many.map(({ count, ingress }) => manyServices(count, ingress))];
  const say = (text: string): void => void (values.json || process.stdout.write(`${text}\n`));
  const machine = { node: process.version, cores: cpus().length, callMs };
  say(
    `Node ${machine.node}, ${machine.cores} cores. Seconds are AWS's, on a virtual clock; a call takes ${callMs} ms; the floor is the same graph without calls and late looks.`,
  );
  say(line(['stack', 'command', 'seconds', 'floor', 'ratio', 'calls', 'changing', 'throttled']));
  const rows: Row[] = [];
  for (const measured of stacks.filter(isMeant)) {
    const simulated = await simulate(measured);
    rows.push({ stack: measured.name, simulated });
    for (const command of simulatedCommands) {
      say(simulatedLine(measured.name, command, simulated[command]));
      if (values.calls) say(operationLines(simulated[command]));
    }
  }
  const real: MachineRow[] = [];
  if (values.machine) {
    say(line(['stack', 'command', 'CPU s', 'MB']));
    for (const { count, ingress } of many) {
      const stack = `${count} services, ${ingress}`;
      if (!isMeant({ name: stack })) continue;
      const found = await onThisMachine('dist/cli.js', textOfMany(count, ingress));
      real.push({ stack, real: found });
      for (const command of realCommands)
        say(line([stack, command, found[command].cpu.toFixed(1), found[command].memory.toFixed(0)]));
    }
  }
  if (values.json) process.stdout.write(`${JSON.stringify({ machine, rows, real }, null, 2)}\n`);
  const beyond = rows.flatMap(({ stack, simulated }) => beyondLimits(stack, simulated));
  for (const it of beyond) process.stderr.write(`${it}\n`);
  return values.short && beyond.length > 0 ? 1 : 0;
}

function simulatedLine(stack: string, command: SimulatedCommand, it: Simulated): string {
  const { seconds, floor, calls, mutating, throttled } = it;
  // What takes no time at all has no ratio.
  const ratio = floor < 10 ? '' : (seconds / floor).toFixed(2);
  return line([stack, command, seconds.toFixed(1), floor.toFixed(1), ratio, calls, mutating, throttled]);
}

const operationLines = ({ operations }: Simulated): string =>
  Object.entries(operations)
    .map(([name, count]) => `${String(count).padStart(40)}  ${name}`)
    .join('\n');

const widths = [28, 9, 8, 8, 6, 6, 9, 9];
const line = (cells: readonly (string | number)[]): string =>
  cells
    .map((it, at) => (at < 2 ? String(it).padEnd(widths[at] ?? 0) : String(it).padStart(widths[at] ?? 0)))
    .join(' ')
    .trimEnd();
