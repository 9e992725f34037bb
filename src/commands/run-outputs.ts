import { readState, statePath } from '../../state/json-store.js';
import { FailureError } from '../failure.js';
import { writerTo } from '../ui/output.js';
import { outputsText } from '../ui/outputs.js';
import { colorsFor } from '../ui/terminal.js';
import { chosenStack, noSuchStack } from './chosen.js';
import { answered } from './guarded.js';
import type { Arguments } from './options.js';

/** `provision outputs [NAME]`: from the state alone, nothing is called. @returns the exit code */
export async function runOutputs(argv: Arguments<{ output?: string }>): Promise<number> {
  return answered('outputs', argv, async () => {
    const chosen = await chosenStack(argv);
    const state = chosen && (await readState(statePath(argv.state, chosen.stack)));
    if (!state) throw await noSuchStack(argv, chosen);
    const { outputs } = state;
    const colors = colorsFor(process.stdout, process.env, argv.color === false);
    const text = outputsText(outputs, colors, argv.output);
    if (text === undefined) {
      const names = Object.keys(outputs).join(', ') || 'none: run provision up first';
      throw new FailureError({ code: 'bad-usage', message: `there is no output ${argv.output}`, hint: `there is ${names}` });
    }
    if (!argv.json) writerTo(process.stdout)(text);
    const { output } = argv;
    return { outputs: output === undefined ? outputs : { [output]: outputs[output] ?? '' } };
  });
}
