import { requireSamePlace } from '../../../state/json-store.js';
import { FailureError } from '../../failure.js';
import { didYouMean, nearest } from '../../nearest.js';
import { writerTo } from '../../ui/output.js';
import { outputsText } from '../../ui/outputs.js';
import { colorsFor } from '../../ui/terminal.js';
import { printAnswer } from '../report/run-command.js';
import type { RequestWith } from '../request.js';
import { placeSaid } from '../session/place-said.js';
import { recordedOf } from '../session/states.js';
import { findStack, noSuchStack } from '../stack/stack-choice.js';

export interface OutputsRequest extends RequestWith<'stack' | 'target' | 'states' | 'display'> {
  /** The only one to print. */
  readonly output?: string | undefined;
}

/** `provision outputs [OUTPUT]`: from the state alone, nothing is called. @returns the exit code */
export async function runOutputs(request: OutputsRequest): Promise<number> {
  const { target, display, output } = request;
  return printAnswer({ command: 'outputs', request }, async () => {
    const found = await findStack(request, true);
    const recorded = found && (await recordedOf(request, found, 'outputs'));
    if (!recorded) throw await noSuchStack(request, found);
    const { path, state } = recorded;
    requireSamePlace(path, state, await placeSaid(target, state));
    const { outputs } = state;
    const text = outputsText(outputs, colorsFor(process.stdout, process.env, !display.color), output);
    if (text === undefined) {
      const names = Object.keys(outputs);
      const near = didYouMean(nearest(output ?? '', names));
      const all = `there is ${names.join(', ') || 'none: run provision up first'}`;
      const hint = near === undefined ? all : `${near} ${all}`;
      throw new FailureError({ code: 'bad-usage', message: `there is no output ${output}`, hint });
    }
    if (!display.json) writerTo(process.stdout)(text);
    return { outputs: output === undefined ? outputs : { [output]: outputs[output] ?? '' } };
  });
}
