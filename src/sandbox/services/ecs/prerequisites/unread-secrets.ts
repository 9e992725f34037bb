import { global, type Context } from '../../../service.js';

const table = global<true>('ecs/secrets-taken-on-trust');

/**
 * Lets tasks have secrets and parameters that are not in the world: a rehearsal does not read those of the account, and
 * takes them to be there.
 */
export const trustInSecrets = (world: Context['world']): void => void table({ world }).set('all', true);

export const areSecretsTrusted = (context: Pick<Context, 'world'>): boolean => table(context).has('all');
