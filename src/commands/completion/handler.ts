import { basename } from 'node:path';
import { FailureError } from '../../failure.js';
import { writerTo } from '../../ui/output.js';
import { printAnswer } from '../report/run-command.js';
import type { RequestWith } from '../request.js';
import { scripts, type Shell } from './scripts.js';
import { jsonLine } from '../../ui/printable.js';

export interface CompletionRequest extends RequestWith<'display'> {
  /** The one in `$SHELL` where absent. */
  readonly shell?: Shell | undefined;
}

/** `provision completion [SHELL]`. The script is all of stdout, and with `--json` an event. @returns the exit code */
export async function runCompletion(request: CompletionRequest): Promise<number> {
  return printAnswer({ command: 'completion', words: [request.shell], request }, async () => {
    const shell = request.shell ?? shellOfEnvironment();
    const event = { type: 'script', time: new Date().toISOString(), shell, text: scripts[shell] };
    writerTo(process.stdout)(request.display.json ? `${jsonLine(event)}\n` : scripts[shell]);
  });
}

/** @throws FailureError `bad-usage` where it has no completion, or is not known */
function shellOfEnvironment(): Shell {
  const name = basename(process.env['SHELL'] ?? '');
  if (name === 'bash' || name === 'zsh' || name === 'fish') return name;
  const message = name === '' ? '$SHELL does not say which shell this is' : `there is no completion for ${name}`;
  throw new FailureError({ code: 'bad-usage', message, hint: 'provision completion bash, zsh or fish' });
}
