/** The run as a whole, as its displays name it. */
export interface Run {
  /** `up`, `down`, … */
  readonly command: string;
  /** What the command is asked for, quoted for a shell: the `down` of `script down`. */
  readonly words?: string;
  readonly stack?: string;
  /** Where it happens: a region, `sandbox us-east-1`, … */
  readonly place?: string;
  /** Seconds of AWS's time that pass in a second, where that is not 1: on the sandbox. Steps are shown in AWS's time. */
  readonly pace?: number;
  /** The options that a next command must repeat, quoted for a shell: `--sandbox --blueprint cloud-map-public`. */
  readonly options?: string;
  /** A path that the stack answers at, once it is there. */
  readonly pathToTry?: string;
}

/** A command line to run next: `provision up --sandbox`. The run's own command is asked for the same again. */
export function commandLine(command: string, run?: Run): string {
  // `provision policy` writes one, and has no use for another.
  const options = command.startsWith('policy') ? withoutOption(run?.options, '--policy') : run?.options;
  return ['provision', command, command === run?.command ? run.words : '', options].filter(Boolean).join(' ');
}

/** The options of a command line without one of them and its value. */
export const withoutOption = (options = '', name: string): string =>
  options.replace(new RegExp(`(?<!\\S)${name} (?:'(?:[^']|'\\\\'')*'|\\S+) ?`), '').trim();
