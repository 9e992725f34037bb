import { hasPassword, mapTexts } from '../redact.js';
import type { Shape } from '../sdk-schema.js';

const mask = '***SensitiveInformation***';

/**
 * A copy of what a call was sent, as it may be told: members that the service's model marks as sensitive are masked, as in the SDK's own
 * logs, and so are texts with a password in a URL. An environment variable of a container may have one. A script restores such a
 * value from the state.
 */
export function shownInput(shape: Shape, value: unknown): unknown {
  if (value === undefined || value === null) return value;
  if (shape.traits.sensitive) return mask;
  switch (shape.kind) {
    case 'structure': {
      const shown: { [name: string]: unknown } = {};
      for (const member of shape.members) {
        const own = (value as { readonly [name: string]: unknown })[member.name];
        if (own !== undefined && own !== null) shown[member.name] = shownInput(member.shape, own);
      }
      return shown;
    }
    case 'list':
      return shape.item.traits.sensitive ? mask : (value as readonly unknown[]).map((it) => shownInput(shape.item, it));
    case 'map':
      return shape.key.traits.sensitive || shape.value.traits.sensitive
        ? mask
        : Object.fromEntries(Object.entries(value).map(([name, it]) => [shownText(name), shownInput(shape.value, it)]));
    case 'document':
      return mapTexts(value, shownText);
    default:
      return typeof value === 'string' ? shownText(value) : value;
  }
}

const shownText = (text: string): string => (hasPassword(text) ? mask : text);
