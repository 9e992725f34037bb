import type { Failure } from '../../failure.js';
import type { SharedRequest } from '../request.js';

/**
 * Adds to a failure about the region where the config says that region. It has no place where `--region`, the
 * environment or a profile says it.
 */
export async function withRegionPosition(
  failure: Failure,
  { stack, target }: Partial<SharedRequest>,
): Promise<Failure> {
  if (failure.code !== 'zones-unknown' || !stack || target?.region !== undefined) return failure;
  const { findConfig } = await import('../../config/find-config.js');
  const { readSource } = await import('../../config/reading.js');
  const { config, blueprint, env, set } = stack;
  const source = await findConfig({ config, blueprint, env, set, directory: process.cwd() }).catch(() => undefined);
  const place = source && readSource(source).places.find(['region']);
  return place?.line !== undefined && place.column !== undefined
    ? { ...failure, at: { ...place, line: place.line, column: place.column } }
    : failure;
}
