import type { Fields } from './message.js';
import type { Shape } from '../../sdk-schema.js';

/**
 * The required members that a value lacks, at any depth, as paths: `tags.1.key`. It is the only constraint that the
 * SDK's schemas carry: lengths, patterns and enumerations are the handlers' business.
 */
export function missingMembers(shape: Shape, value: unknown, path = ''): string[] {
  if (value === undefined || value === null) return [];
  switch (shape.kind) {
    case 'structure':
      return shape.members.flatMap((member) => {
        const inner = (value as Fields)[member.name];
        if (inner === undefined) return member.required ? [join(path, member.name)] : [];
        return missingMembers(member.shape, inner, join(path, member.name));
      });
    case 'list':
      return (value as readonly unknown[]).flatMap((item, at) =>
        missingMembers(shape.item, item, join(path, String(at + 1))),
      );
    case 'map':
      return Object.entries(value).flatMap(([key, item]) => missingMembers(shape.value, item, join(path, key)));
    default:
      return [];
  }
}
const join = (path: string, part: string) => (path ? `${path}.${part}` : part);
