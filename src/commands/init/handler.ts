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
import { configFrom } from '../../config/from/config-from.js';
import { writerTo } from '../../ui/output.js';
import { jsonLine } from '../../ui/printable.js';
import { proseText } from '../../ui/prose.js';
import { shellWord } from '../../shell-word.js';
import { madeEvent, madeText } from './made-text.js';
import { readSources } from './read-sources.js';
import { ignoreState } from './ignore-state.js';
import { printAnswer } from '../report/run-command.js';
import type { RequestWith } from '../request.js';

export interface InitRequest extends RequestWith<'stack' | 'display'> {
  readonly blueprint?: string | undefined;
  /** The file of another tool to make the config from. */
  readonly from?: string | undefined;
  /** The file to write. */
  readonly config?: string | undefined;
}

/**
 * `provision init [BLUEPRINT]`: writes provision.yaml and its schema; overwrites no config. With `--from`, the config is made from a
 * file of another tool, and what became of that is told.
 * @returns the exit code
 */
export async function runInit(request: InitRequest): Promise<number> {
  const { stack, display, config } = request;
  return printAnswer({ command: 'init', request }, async () => {
    const file = config ?? 'provision.yaml';
    const wrong = stack.name === undefined ? undefined : stackName.objection(stack.name);
    if (wrong) throw new FailureError({ code: 'bad-usage', message: `--name: ${wrong.message}` });
    const directory = dirname(resolve(file));
    const made = await contentOf(request, file, directory);
    const overlays = (made.from?.overlays ?? []).map((it) => ({ ...it, file: join(dirname(file), basename(it.file)) }));
    for (const it of overlays) if (existsSync(it.file)) throw isThere(it.file);
    await writeNew(file, made.text);
    for (const it of overlays) await writeNew(it.file, it.text);
    await writeFile(schemaFile, jsonSchema());
    const samples = made.from ? [] : await copySamples(made.config, directory);
    const ignored = await ignoreState(directory);
    const option = config === undefined ? '' : ` --config ${shellWord(config)}`;
    const lines = [
      `Wrote ${file}, with the stack ${made.config.name}, and ${schemaFile} that editors complete it from.`,
      ...overlays.map((it) => `Wrote ${it.file}, with what is different with --env ${it.env}.`),
      ...(made.from ? madeText(made.from) : []),
      ...samples.map((it) => `Copied ${it}, a sample app that it builds.`),
      ...(ignored === undefined ? [] : [ignored]),
      `Next: provision up --sandbox${option}, or provision up${option} for AWS.`,
    ];
    const out = writerTo(process.stdout);
    if (!display.json) out(proseText(lines.join('\n'), process.stdout));
    else if (made.from)
      out(`${jsonLine({ type: 'made', time: new Date().toISOString(), ...madeEvent(made.from, file) })}\n`);
  });
}

/** What is to be written. */
async function contentOf({ from, blueprint, stack }: InitRequest, file: string, directory: string) {
  const folder = basename(directory);
  if (from === undefined) {
    const text = initialConfig(blueprint, file, stack.name ?? stackNameFrom(folder));
    return { text, config: loadConfig(file, text), from: undefined };
  }
  if (blueprint !== undefined)
    throw new FailureError({
      code: 'bad-usage',
      message: `--from ${from} and the blueprint ${blueprint} exclude each other`,
      hint: 'leave out one of the two',
    });
  const sources = await readSources(from, directory);
  const made = configFrom({ sources, file, directory, name: stack.name, folder });
  return { text: made.text, config: made.config, from: made };
}

/** What the config builds, beside it, so that it can be changed; what is there already is left as it is. */
async function copySamples(config: Config, directory: string): Promise<string[]> {
  const samples = [...new Set(tasksOf(config).flatMap(({ task }) => task.build?.context ?? []))];
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
    throw isThere(file);
  }
}

const isThere = (file: string): FailureError =>
  new FailureError({
    code: 'bad-usage',
    message: `${file} exists already`,
    hint: 'move it away, or write elsewhere with --config FILE',
  });
