export type Structure = { readonly [member: string]: unknown };

/** A structure or a map, of AWS's types: no list, no date, no bytes. */
export const isStructure = (value: unknown): value is Structure =>
  value !== null &&
  typeof value === 'object' &&
  !Array.isArray(value) &&
  !(value instanceof Uint8Array) &&
  !(value instanceof Date);
