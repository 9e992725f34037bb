import { findConfig } from '../../config/find-config.js';
import { editorSchema } from '../../config/json-schema.js';
import type { Path } from '../../config/member-path.js';
import type { MemberSchema } from '../../config/member-schema.js';
import { isMembers } from '../../config/merge.js';
import { pathText } from '../../config/problem-messages.js';
import { readSource } from '../../config/reading.js';
import type { StackChoice } from '../../commands/request.js';

/**
 * What `--set` can begin with: the members that a config may have, with the names that this one has chosen, each with what it
 * is for.
 * @throws FailureError where there is no config
 */
export async function memberPaths({ name: _name, ...choice }: StackChoice): Promise<(readonly [string, string])[]> {
  const { data } = readSource(await findConfig({ ...choice, directory: process.cwd() }));
  return [...pathsIn(editorSchema(), data, [])].map(([path, says]) => [`${pathText(path)}=`, says] as const);
}

function* pathsIn(schema: MemberSchema, data: unknown, path: Path): Generator<readonly [Path, string]> {
  const { properties, additionalProperties, description = '' } = schema;
  const members = isMembers(data) ? data : {};
  if (!properties && !additionalProperties) yield [path, description];
  for (const [name, member] of Object.entries(properties ?? {}))
    if (name !== '$schema') yield* pathsIn(member, members[name], [...path, name]);
  if (additionalProperties)
    for (const name of Object.keys(members)) yield* pathsIn(additionalProperties, members[name], [...path, name]);
}
