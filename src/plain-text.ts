/**
 * The text of any value that came from elsewhere: a record, an answer, a config, something thrown. Its `toString` may be
 * data, and then `String` throws.
 * @returns what `String` gives of a scalar or an error, and JSON of anything else
 */
export function plainText(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'bigint':
    case 'boolean':
    case 'undefined':
      return String(value);
    default:
      return value instanceof Error ? String(value) : (JSON.stringify(value) ?? typeof value);
  }
}
