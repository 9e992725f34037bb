import { assignmentIn } from '../../config/assignment.js';
import { isHidden } from '../../config/json-schema.js';
import { shellWord } from '../../shell-word.js';
import type { SharedRequest } from '../request.js';

/**
 * The options that a next command must repeat to mean the same stack in the same place, quoted for a shell. A run on
 * the sandbox goes on at any speed.
 */
export function repeatedOptions({ stack, target, states }: Partial<SharedRequest>): string {
  const sandbox = target?.sandbox;
  const given: (readonly [string, string | boolean | undefined])[] = [
    ...several(stack?.config).map((file) => ['--config', file] as const),
    ['--blueprint', stack?.blueprint],
    ['--env', stack?.env],
    ...several(stack?.set).map((it) => ['--set', withoutSecret(it)] as const),
    ['--name', stack?.name],
    ['--region', target?.region],
    ['--profile', target?.profile],
    ['--endpoint-url', target?.endpointUrl],
    ['--sandbox', sandbox !== undefined],
    ['--policy', sandbox?.policy],
    ['--state', states?.given],
  ];
  return given
    .flatMap(([option, value]) => (value === true ? [option] : value ? [option, shellWord(value)] : []))
    .join(' ');
}

const several = (values: string | readonly string[] = []): readonly string[] =>
  typeof values === 'string' ? [values] : values;

/** What may be a secret is not shown again: the person has to write it themselves. */
function withoutSecret(text: string): string {
  const assignment = assignmentIn(text);
  if (!assignment || !isHidden(assignment.path.map(({ name }) => name))) return text;
  return `${text.slice(0, text.length - assignment.value.length)}…`;
}
