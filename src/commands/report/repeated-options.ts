import { shellWord } from '../../shell-word.js';
import type { SharedRequest } from '../request.js';

/**
 * The options that a next command must repeat to mean the same stack in the same place, quoted for a shell. A run on
 * the sandbox goes on at any speed.
 */
export function repeatedOptions({ stack, target, states }: Partial<SharedRequest>): string {
  const sandbox = target?.sandbox;
  const given: (readonly [string, string | boolean | undefined])[] = [
    ['--config', stack?.config],
    ['--blueprint', stack?.blueprint],
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
