import { readFile } from 'node:fs/promises';
import { readState, statePath } from '../../../state/json-store.js';
import { stacksIn } from '../../../state/local-states.js';
import { dockerfileIn } from '../../image/builder.js';
import { lastProgram } from '../../image/last-program.js';
import { onPath } from '../../on-path.js';
import type { ProgramOf } from '../../sandbox/processes/processes.js';

/** What is recorded of an image that a stack builds. */
interface Built {
  /** Absolute, as steps record it. */
  readonly directory: string;
  readonly dockerfile?: string | undefined;
  readonly target?: string | undefined;
}

/**
 * What the images start that the stacks of this directory build: the program at the end of their Dockerfiles, where it is in exec
 * form and on PATH. It is started in the directory that the image is built from.
 * @param states the directory of the states
 */
export const programsOf =
  (states: string): ProgramOf =>
  async (image) => {
    const built = await builtAs(states, image);
    if (!built) return undefined;
    const { directory } = built;
    const dockerfile = await readFile(dockerfileIn(directory, built), 'utf8');
    const program = lastProgram(dockerfile, built.target);
    const [name = '', ...rest] = program?.words ?? [];
    if (!program) throw new Error(`its Dockerfile ends in no program in exec form, so a stand-in answers for ${image}`);
    const file = await onPath(name, process.env['PATH']);
    if (file === undefined) throw new Error(`${name} is not on this machine, so a stand-in answers for ${image}`);
    return { file, arguments: rest, directory, env: program.env };
  };

async function builtAs(states: string, image: string): Promise<Built | undefined> {
  for (const stack of await stacksIn(states)) {
    const state = await readState(statePath(states, stack));
    const record = Object.values(state?.records ?? {}).find(
      ({ type, out }) => type === 'image' && Object(out)['image'] === image,
    );
    const want = Object(record?.want) as Partial<Built>;
    if (typeof want.directory === 'string') return { ...want, directory: want.directory };
  }
  return undefined;
}
