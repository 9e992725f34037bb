import { isOfKind, type Shape } from './sdk-schema.js';

/** How a masked value looks, as in the SDK's own logs. */
export const sensitiveMask = '***SensitiveInformation***';

/** How what is not masked is shown. */
export interface Shown {
  text(text: string): string;
  /** Anything else that is no list, map or structure; as it is where absent. */
  other?(value: unknown): unknown;
}

/**
 * A copy of an input, as it may be told: without members that the schema does not have, and with a mask in the place of what the service's
 * model marks as sensitive.
 */
export function masked(shape: Shape, value: unknown, shown: Shown): unknown {
  if (value === undefined || value === null) return value;
  // Whoever asks may have given anything, and what does not fit the model may be what it marks.
  const isComposite = shape.kind === 'structure' || shape.kind === 'list' || shape.kind === 'map';
  if (shape.traits.sensitive || (isComposite && !isOfKind(shape, value))) return sensitiveMask;
  switch (shape.kind) {
    case 'structure': {
      const members: { [name: string]: unknown } = {};
      for (const member of shape.members) {
        const own = (value as { readonly [name: string]: unknown })[member.name];
        if (own !== undefined && own !== null) members[member.name] = masked(member.shape, own, shown);
      }
      return members;
    }
    case 'list':
      return shape.item.traits.sensitive
        ? sensitiveMask
        : (value as readonly unknown[]).map((it) => masked(shape.item, it, shown));
    case 'map':
      return shape.key.traits.sensitive || shape.value.traits.sensitive
        ? sensitiveMask
        : Object.fromEntries(
            Object.entries(value).map(([name, it]) => [shown.text(name), masked(shape.value, it, shown)]),
          );
    case 'document':
      return shownDocument(value, shown);
    default:
      return shownScalar(value, shown);
  }
}

const shownScalar = (value: unknown, { text, other }: Shown): unknown =>
  typeof value === 'string' ? text(value) : other ? other(value) : value;

function shownDocument(value: unknown, shown: Shown): unknown {
  if (Array.isArray(value)) return value.map((it) => shownDocument(it, shown));
  if (typeof value !== 'object' || value === null || value instanceof Date || ArrayBuffer.isView(value))
    return shownScalar(value, shown);
  return Object.fromEntries(Object.entries(value).map(([name, it]) => [shown.text(name), shownDocument(it, shown)]));
}
