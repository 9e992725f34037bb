import { messageOf } from '../aws-errors.js';
import { onPath } from '../on-path.js';
import type { Builder } from './builder.js';
import { run } from './command.js';

/** What `findBuilder` needs. */
export interface BuilderSearch {
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
  /** Returns a signal that is aborted when the engine took too long to answer; after two seconds unless given. */
  engineLimit?(builder: string): AbortSignal;
}

/** A builder that is on PATH, and whose engine does not answer. */
export interface SilentBuilder {
  readonly name: string;
  /** The command that asked the engine: `docker version`. */
  readonly command: string;
  /** The last line of its output; absent if it did not answer in time. */
  readonly said?: string;
}

/** The builder to use, if there is one, and the ones before it that cannot be used. */
export interface BuilderSearchResult {
  readonly builder?: Builder;
  readonly silent: readonly SilentBuilder[];
}

const engineLimitMs = 2000;

/**
 * The command of each that asks its engine: the exit code is not 0 if the engine does not answer. `docker info` would
 * take longer, because it asks all plug-ins too.
 */
const engineChecks = { docker: ['version'], podman: ['info'], finch: ['info'] } as const;
const names = ['docker', 'podman', 'finch'] as const;

/**
 * Finds the first of docker, podman and finch that is in any directory of PATH and whose engine answers. A build with
 * an engine that is not running would try for minutes to reach it.
 * @throws what the signal was aborted with
 */
export async function findBuilder(search: BuilderSearch): Promise<BuilderSearchResult> {
  const silent: SilentBuilder[] = [];
  for (const name of names) {
    const file = await onPath(name, search.env['PATH']);
    if (file === undefined) continue;
    const objection = await checkEngine({ name, file }, engineChecks[name], search);
    if (!objection) return { builder: { name, file }, silent };
    silent.push(objection);
  }
  return { silent };
}

/** @returns undefined if the engine answers */
async function checkEngine(
  { name, file }: Builder,
  question: readonly string[],
  { env, signal, engineLimit = () => AbortSignal.timeout(engineLimitMs) }: BuilderSearch,
): Promise<SilentBuilder | undefined> {
  const limit = engineLimit(name);
  const command = [name, ...question].join(' ');
  try {
    const asked = { file, arguments: question, env, signal: signal ? AbortSignal.any([signal, limit]) : limit };
    const { exitCode, output } = await run(asked);
    if (exitCode === 0) return undefined;
    return { name, command, said: output.at(-1) ?? '' };
  } catch (error) {
    signal?.throwIfAborted();
    return limit.aborted ? { name, command } : { name, command, said: messageOf(error) };
  }
}
