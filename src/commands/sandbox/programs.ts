import { readFile } from 'node:fs/promises';
import { dockerfileIn } from '../../image/builder.js';
import { lastProgram, startedWords } from '../../image/last-program.js';
import { onPath } from '../../on-path.js';
import {
  portsOf,
  variablesOf,
  type Launch,
  type LaunchOf,
  type RunningContainer,
} from '../../sandbox/processes/launch.js';
import { freePort } from '../../sandbox/processes/loopback.js';
import { builtImage } from './built-image.js';

/**
 * Starts the programs of the images that the stacks of this directory build: what stands at the end of their Dockerfiles, in exec
 * form and on PATH, or what the container has in its place. It is started in the directory that the image is built from.
 * @param states the directory of the states
 */
export const programsIn =
  (states: string): LaunchOf =>
  async ({ definition }) => {
    const { image = '' } = definition;
    const built = await builtImage(states, image);
    if (!built) return undefined;
    const { directory, options } = built;
    const dockerfile = await readFile(dockerfileIn(directory, options), 'utf8');
    const program = lastProgram(dockerfile, options.target);
    const [name, ...rest] = startedWords(program, definition) ?? [];
    if (name === undefined)
      throw new Error(`its Dockerfile ends in no program in exec form, so a stand-in answers for ${image}`);
    const file = await onPath(name, process.env['PATH']);
    if (file === undefined) throw new Error(`${name} is not on this machine, so a stand-in answers for ${image}`);
    return launchOf(definition, { file, words: rest, directory, env: program.env }, await freePort());
  };

/** Nothing of this process's own environment but what programs are found and run by. */
const inherited = ['PATH', 'HOME', 'LANG', 'TMPDIR', 'SystemRoot'] as const;

function launchOf(
  definition: RunningContainer['definition'],
  program: { file: string; words: readonly string[]; directory: string; env: { readonly [name: string]: string } },
  port: number,
): Launch {
  const { file, words, directory } = program;
  const own = Object.fromEntries(inherited.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
  const env = { ...own, ...program.env, ...variablesOf(definition), HOST: '127.0.0.1', PORT: String(port) };
  return {
    ...{ by: 'process', file, arguments: words, directory, env },
    what: `runs in its place, to listen at port ${port} of 127.0.0.1`,
    ports: new Map(portsOf(definition).map((it) => [it, port])),
    advice: 'the program is to listen where PORT and HOST say',
    stopTimeoutMs: (definition.stopTimeout ?? 30) * 1000,
    inside: { before: [], directory, env },
  };
}
