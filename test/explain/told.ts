import { narrationFor, type ToldStack } from '../../src/commands/explain/narration.js';

/** A blueprint, rehearsed by the command's own code. */
export const toldBlueprint = async (blueprint: string): Promise<ToldStack> =>
  (await narrationFor({ stack: { blueprint }, target: { region: 'us-east-1' } }, () => {})).tell();
