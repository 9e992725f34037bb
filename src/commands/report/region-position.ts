import { readDocument } from '../../config/yaml-document.js';
import { findConfig } from '../../config/find-config.js';
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
  const { config, blueprint } = stack;
  const found = await findConfig({ config, blueprint, directory: process.cwd() }).catch(() => undefined);
  if (!found) return failure;
  const document = readDocument(found.text, found.file.endsWith('.json') ? 'JSON' : 'YAML');
  const position = document.find(['region']);
  return position ? { ...failure, at: { file: found.file, ...position } } : failure;
}
