import { resolveWithSource } from '../../config/resolve.js';
import { writerTo } from '../../ui/output.js';
import { jsonLine, printableLine } from '../../ui/printable.js';
import { printAnswer } from '../report/run-command.js';
import type { RequestWith } from '../request.js';
import { configText } from './config-text.js';
import { shownValues } from './shown-values.js';

export interface ConfigRequest extends RequestWith<'stack' | 'display'> {
  /** Say of each value where it is from. */
  readonly sources: boolean;
  /** Show values that may be secrets. */
  readonly showValues: boolean;
}

/**
 * `provision config`: the whole config, with every default, as YAML, and with `--json` as an event. Nothing is called.
 * @returns the exit code
 */
export async function runConfig(request: ConfigRequest): Promise<number> {
  const { stack, display, sources, showValues } = request;
  return printAnswer({ command: 'config', request }, async () => {
    const loaded = await resolveWithSource({ ...stack, directory: process.cwd() });
    const values = shownValues(loaded, { showValues, isNamed: stack.name !== undefined });
    const time = new Date().toISOString();
    const lines = display.json
      ? [jsonLine({ type: 'config', time, ...values.json(sources) })]
      : configText(values, sources).split('\n').map(printableLine);
    writerTo(process.stdout)(`${lines.join('\n').trimEnd()}\n`);
  });
}
