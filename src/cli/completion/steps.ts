import { stackOf } from '../../../steps/stack/index.js';
import type { StackChoice } from '../../commands/request.js';
import { exampleRegion } from '../../commands/stack/region.js';
import { configOf } from '../../commands/stack/stack-choice.js';

/** The names of a config's steps, in order. They are the same in any account and region. @throws FailureError */
export async function stepNames(choice: StackChoice): Promise<string[]> {
  const config = await configOf(choice);
  const anywhere = { account: '111122223333', region: exampleRegion, partition: 'aws' };
  return stackOf(config, anywhere).steps.map(({ name }) => name);
}
