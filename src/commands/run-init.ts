import { existsSync } from 'node:fs';
import { cp, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { blueprintHome } from '../config/blueprints.js';
import { initialConfig, jsonSchema, schemaFile } from '../config/init.js';
import { loadConfig } from '../config/load.js';
import { stackName } from '../config/names.js';
import type { Config } from '../config/schema.js';
import { FailureError } from '../failure.js';
import { writerTo } from '../ui/output.js';
import { answered } from './guarded.js';
import type { Arguments } from './options.js';

/** `provision init [BLUEPRINT]`: writes provision.yaml and its schema; overwrites no config. @returns the exit code */
export async function runInit(argv: Arguments<{ from?: string }>): Promise<number> {
  return answered('init', argv, async () => {
    const file = argv.config ?? 'provision.yaml';
    const wrong = argv.name === undefined ? undefined : stackName.objection(argv.name);
    if (wrong) throw new FailureError({ code: 'bad-usage', message: `--name: ${wrong.message}` });
    const text = initialConfig(argv.blueprint ?? argv.from, file, argv.name);
    await writeNew(file, text);
    await writeFile(schemaFile, jsonSchema());
    const samples = await copySamples(loadConfig(file, text), dirname(file));
    const chosen = argv.config === undefined ? '' : ` --config ${argv.config}`;
    const lines = [
      `Wrote ${file}, and ${schemaFile} that editors complete it from.`,
      ...samples.map((it) => `Copied ${it}, a sample app that it builds.`),
      `Next: provision up --sandbox${chosen}, or provision up${chosen} for AWS.`,
    ];
    if (!argv.json) writerTo(process.stdout)(lines.map((line) => `${line}\n`).join(''));
  });
}

/** What the config builds, beside it, so that it can be changed; what is there already is left as it is. */
async function copySamples({ services }: Config, directory: string): Promise<string[]> {
  const samples = [...new Set(Object.values(services).flatMap(({ build }) => build ?? []))];
  const copied = samples.map(async (sample) => {
    const to = join(directory, sample);
    if (existsSync(to)) return [];
    await cp(join(blueprintHome, sample), to, { recursive: true });
    return [sample];
  });
  return (await Promise.all(copied)).flat();
}

async function writeNew(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new FailureError({ code: 'bad-usage', message: `${file} exists already`, hint: 'move it away, or write elsewhere with --config FILE' });
  }
}
