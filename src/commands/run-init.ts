import { writeFile } from 'node:fs/promises';
import { initialConfig, jsonSchema, schemaFile } from '../config/init.js';
import { stackName } from '../config/names.js';
import { FailureError } from '../failure.js';
import { writerTo } from '../ui/output.js';
import { guarded } from './guarded.js';
import type { Arguments } from './options.js';
import { openReport } from './report.js';

/** `provision init [BLUEPRINT]`: writes provision.yaml and its schema; overwrites no config. @returns the exit code */
export async function runInit(argv: Arguments<{ from?: string }>): Promise<number> {
  return guarded('init', argv, async () => {
    const file = argv.config ?? 'provision.yaml';
    const wrong = argv.name === undefined ? undefined : stackName.objection(argv.name);
    if (wrong) throw new FailureError({ code: 'bad-usage', message: `--name: ${wrong.message}` });
    const text = initialConfig(argv.blueprint ?? argv.from, file, argv.name);
    await writeNew(file, text);
    await writeFile(schemaFile, jsonSchema());
    const chosen = argv.config === undefined ? '' : ` --config ${argv.config}`;
    if (!argv.json) writerTo(process.stdout)(`Wrote ${file}, and ${schemaFile} that editors complete it from.\nNext: provision up --sandbox${chosen}, or provision up${chosen} for AWS.\n`);
    const report = openReport({ command: 'init', json: argv.json, quiet: true });
    return { report, work: async () => report.end() };
  });
}

async function writeNew(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new FailureError({ code: 'bad-usage', message: `${file} exists already`, hint: 'move it away, or write elsewhere with --config FILE' });
  }
}
