import { unreachable } from '../src/unreachable.js';
import { comparison, fewestToClaim, spreadOf } from './spread.js';

/** What a command has taken, with all processes that it started. The sandbox is none of them. */
export interface Took {
  /** Seconds from its start to its end. */
  readonly wall: number;
  /** Seconds of processors, in the programs and in the system. */
  readonly cpu: number;
  /** How many calls of it the sandbox has answered. */
  readonly calls: number;
}

export const peerCommands = ['up', 'down'] as const;
export type PeerCommand = (typeof peerCommands)[number];

/** A program that brings the same stack up and takes it down again. */
export interface Tool {
  readonly name: string;
  readonly version: string;
  /** The program that was found. */
  readonly file: string;
}

/** By the name of the tool. */
export type Round = Readonly<Record<string, Readonly<Record<PeerCommand, Took>>>>;

export interface Peers {
  /** The first one is held against the others. */
  readonly tools: readonly Tool[];
  /** Why tools are missing, each in a sentence. */
  readonly skipped: readonly string[];
  readonly rounds: readonly Round[];
}

/** Measures with real processes, each in a directory and a world of its own, one tool after another in each round. */
export type MeasurePeers = (options: {
  readonly rounds: number;
  /** Is told of each command that has ended. */
  readonly progress: (line: string) => void;
}) => Promise<Peers>;

/** What the figures are of, and what they are not. */
export const peersPreface = `Blueprint cloud-map-public, on a sandbox at \`instant\`: each request lets up to three minutes of AWS's time pass. So this is what each
tool takes, its sleeps between two looks included, and says nothing of AWS. The sandbox's own CPU is not counted, and neither
is \`terraform init\`. All tools run with their defaults. Container Insights are off: AWS makes their log group anew after a
deletion, and \`provision down\` alone stays until it is gone for good, 90 s.`;

export function peersLines({ tools, skipped, rounds }: Peers): string[] {
  return [
    ...tools.map(({ name, version, file }) => `${name}: ${version} (${file})`),
    ...skipped,
    '',
    row(['tool', 'command', 'wall s', 'min–max', 'CPU s', 'min–max', 'calls', 'min–max']),
    ...tools.flatMap(({ name }) =>
      peerCommands.map((command) => row([name, command, ...cellsOf(rounds, name, command)])),
    ),
    '',
    ...claims(tools, rounds),
  ];
}

function cellsOf(rounds: readonly Round[], tool: string, command: PeerCommand): string[] {
  const cell = (measure: keyof Took, digits: number) => {
    const { median, min, max } = spreadOf(valuesOf(rounds, tool, command, measure));
    return [median.toFixed(digits), range({ min, max }, digits)];
  };
  return [...cell('wall', 2), ...cell('cpu', 2), ...cell('calls', 0)];
}

/** One sentence for each other tool, command and measure: who needs less where no two values contradict it, or that nothing is claimed. */
function claims([first, ...others]: readonly Tool[], rounds: readonly Round[]): string[] {
  if (!first) return [];
  return others.flatMap((other) =>
    peerCommands.flatMap((command) =>
      (['wall', 'cpu'] as const).map((measure) => claim(rounds, [first.name, other.name], command, measure)),
    ),
  );
}

const claimed = { wall: 'is faster than', cpu: 'takes less CPU than' };
const unclaimed = { wall: 'is faster', cpu: 'takes less CPU' };

function claim(
  rounds: readonly Round[],
  [ours, theirs]: readonly [string, string],
  command: PeerCommand,
  measure: 'wall' | 'cpu',
): string {
  const values = (tool: string) => valuesOf(rounds, tool, command, measure);
  const seconds = (tool: string) => `${range(spreadOf(values(tool)), 2)} s`;
  const wins = (winner: string, loser: string) =>
    `${command}: ${winner} ${claimed[measure]} ${loser}: ${seconds(winner)}, and ${seconds(loser)}.`;
  const nothing = `${command}: which of ${ours} and ${theirs} ${unclaimed[measure]} is not claimed`;
  const found = comparison(values(ours), values(theirs));
  switch (found) {
    case 'less':
      return wins(ours, theirs);
    case 'more':
      return wins(theirs, ours);
    case 'overlap':
      return `${nothing}: ${seconds(ours)} and ${seconds(theirs)} overlap.`;
    case 'too few':
      return `${nothing}: that takes ${fewestToClaim} rounds.`;
    default:
      return unreachable(found);
  }
}

const valuesOf = (rounds: readonly Round[], tool: string, command: PeerCommand, measure: keyof Took): number[] =>
  rounds.flatMap((round) => round[tool]?.[command][measure] ?? []);

const range = ({ min, max }: { readonly min: number; readonly max: number }, digits: number): string =>
  `${min.toFixed(digits)}–${max.toFixed(digits)}`;

const widths = [12, 8, 8, 15, 8, 15, 6, 9];
const row = (cells: readonly string[]): string =>
  cells.map((it, at) => (at < 2 ? it.padEnd(widths[at] ?? 0) : it.padStart(widths[at] ?? 0))).join(' ');
