import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { beyondLimits } from './limits.js';
import { peersLines, peersPreface, type MeasurePeers } from './peers.js';
import { onThisMachine, realCommands, type OnThisMachine, type RealCommand } from './real.js';
import { callMs, simulate, simulatedCommands, type Simulated, type SimulatedCommand } from './simulated.js';
import { ingresses, manyServices, measuredBlueprints, textOfMany } from './stacks.js';

const help = `npm run bench -- [OPTION…]
  --short       blueprints and 10 services; ends with 1 where a ratio or a count is beyond its limit
  --only TEXT   stacks whose name has it
  --calls       how often each operation is called
  --machine     what 10, 30 and 100 services take of this machine, too: CPU and memory (some minutes)
  --peers       instead: up and down beside the \`aws\` script and Terraform, where they are on PATH, in real seconds (four minutes a round)
  --rounds N    how often each of them (5)
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

/** @throws TypeError for words that it does not take */
function valuesOf(words: readonly string[]) {
  const flag = { type: 'boolean' } as const;
  const flags = { short: flag, calls: flag, machine: flag, peers: flag, json: flag, help: flag };
  const options = {
    ...flags,
    only: { type: 'string', default: '' },
    rounds: { type: 'string', default: '5' },
  } as const;
  return parseArgs({ args: [...words], options }).values;
}

/** Says what is wrong with the words that it was given. @returns the exit code */
function misused(why: string): number {
  process.stderr.write(`${why}\n`);
  return 2;
}

/** @returns the exit code */
export async function main(words: readonly string[], measurePeers: MeasurePeers): Promise<number> {
  let values;
  try {
    values = valuesOf(words);
  } catch (error) {
    if (!isMisuse(error)) throw error;
    return misused(`${error.message.split('\n')[0]}\n\n${help.trimEnd()}`);
  }
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  if (values.peers) return besidePeers(measurePeers, values.rounds, values.json ?? false);
  const counts = values.short ? [10] : [10, 30, 100];
  const many = counts.flatMap((count) => ingresses.map((ingress) => ({ count, ingress })));
  const isMeant = ({ name }: { readonly name: string }): boolean => name.includes(values.only);
  const stacks = [...(await measuredBlueprints()), ...many.map(({ count, ingress }) => manyServices(count, ingress))];
  const meant = stacks.filter(isMeant);
  if (meant.length === 0)
    return misused(`No stack has ${values.only} in its name. There are: ${stacks.map(({ name }) => name).join('; ')}`);
  const say = (text: string): void => void (values.json || process.stdout.write(`${text}\n`));
  const machine = { ...thisMachine(), callMs };
  say(
    `Node ${machine.node}, ${machine.cores} cores. Seconds are AWS's, on a virtual clock; a call takes ${callMs} ms; the floor is the same graph where calls take no time, looks are never late, no question waits for its turn, and changes may take all of AWS's rates.`,
  );
  say(line(['stack', 'command', 'seconds', 'floor', 'ratio', 'calls', 'changing', 'throttled']));
  const rows: Row[] = [];
  for (const measured of meant) {
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

/** What `parseArgs` throws of words that it does not take; all else is a bug. */
const isMisuse = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_');

const thisMachine = () => ({ node: process.version, cores: cpus().length });

async function besidePeers(measure: MeasurePeers, times: string, asJson: boolean): Promise<number> {
  const rounds = Number(times);
  if (!Number.isInteger(rounds) || rounds < 1) return misused(`--rounds takes a number from 1, not ${times}`);
  const machine = thisMachine();
  // While others work on this machine, nothing that is measured is worth much: the reader must know.
  const load = () => loadavg().map((it) => Number(it.toFixed(1)));
  const before = load();
  const peers = await measure({ rounds, progress: (line) => void process.stderr.write(`${line}\n`) });
  const loads = { before, after: load() };
  if (asJson) process.stdout.write(`${JSON.stringify({ machine: { ...machine, loads }, peers }, null, 2)}\n`);
  else {
    const said = `Node ${machine.node}, ${machine.cores} cores, load ${loads.before[0]} before and ${loads.after[0]} after, ${rounds === 1 ? 'one round' : `${rounds} rounds`}.`;
    process.stdout.write(`${[said, peersPreface, '', ...peersLines(peers)].join('\n')}\n`);
  }
  return 0;
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
