import { existsSync } from 'node:fs';
import { cp, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { all } from '../../all.js';
import { blueprintHome } from '../../config/blueprints.js';
import { initialConfig, jsonSchema, schemaFile } from '../../config/init.js';
import { loadConfig } from '../../config/load.js';
import { stackName, stackNameFrom } from '../../config/names.js';
import type { Config } from '../../config/schema.js';
import { tasksOf } from '../../config/tasks.js';
import { FailureError } from '../../failure.js';
import { writerTo } from '../../ui/output.js';
import { proseText } from '../../ui/prose.js';
import { shellWord } from '../../shell-word.js';
import { ignoreState } from './ignore-state.js';
import { printAnswer } from '../report/run-command.js';
import type { RequestWith } from '../request.js';

export interface InitRequest extends RequestWith<'stack' | 'display'> {
  readonly blueprint?: string | undefined;
  /** The file to write. */
  readonly config?: string | undefined;
}

/** `provision init [BLUEPRINT]`: writes provision.yaml and its schema; overwrites no config. @returns the exit code */
export async function runInit(request: InitRequest): Promise<number> {
  const { stack, display, blueprint, config } = request;
  return printAnswer({ command: 'init', request }, async () => {
    const file = config ?? 'provision.yaml';
    const wrong = stack.name === undefined ? undefined : stackName.objection(stack.name);
    if (wrong) throw new FailureError({ code: 'bad-usage', message: `--name: ${wrong.message}` });
    const directory = dirname(resolve(file));
    const text = initialConfig(blueprint, file, stack.name ?? stackNameFrom(basename(directory)));
    await writeNew(file, text);
    await writeFile(schemaFile, jsonSchema());
    const written = loadConfig(file, text);
    const samples = await copySamples(written, directory);
    const ignored = await ignoreState(directory);
    const option = config === undefined ? '' : ` --config ${shellWord(config)}`;
    const lines = [
      `Wrote ${file}, with the stack ${written.name}, and ${schemaFile} that editors complete it from.`,
      ...samples.map((it) => `Copied ${it}, a sample app that it builds.`),
      ...(ignored === undefined ? [] : [ignored]),
      `Next: provision up --sandbox${option}, or provision up${option} for AWS.`,
    ];
    if (!display.json) writerTo(process.stdout)(proseText(lines.join('\n'), process.stdout));
  });
}

/** What the config builds, beside it, so that it can be changed; what is there already is left as it is. */
async function copySamples(config: Config, directory: string): Promise<string[]> {
  const samples = [...new Set(tasksOf(config).flatMap(({ task }) => task.build ?? []))];
  const copied = samples.map(async (sample) => {
    const to = join(directory, sample);
    if (existsSync(to)) return [];
    await cp(join(blueprintHome, sample), to, { recursive: true });
    return [sample];
  });
  return (await all(copied)).flat();
}

async function writeNew(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new FailureError({
      code: 'bad-usage',
      message: `${file} exists already`,
      hint: 'move it away, or write elsewhere with --config FILE',
    });
  }
}
