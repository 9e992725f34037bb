import type { BuildOptions } from '../step.js';
import type { Config } from './schema.js';

/** What a builder is told beside the directory: only what differs from its defaults. */
export function buildOptions({
  dockerfile,
  args,
  target,
}: NonNullable<Config['services'][string]['build']>): BuildOptions {
  const buildArgs = Object.fromEntries(Object.entries(args).sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    ...(dockerfile !== 'Dockerfile' && { dockerfile }),
    ...(Object.keys(buildArgs).length > 0 && { buildArgs }),
    ...(target !== undefined && { target }),
  };
}
