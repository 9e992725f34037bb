import { rightReference, secretKey } from '../../src/config/secret-reference.js';

/** What was looked up of secrets and parameters: ARNs by `secretKey`. */
export type FoundArns = ReadonlyMap<string, string>;

/** @param outs what the lookups of these gave, in the same order */
export const foundArns = (keys: readonly string[], outs: readonly { readonly arn: string }[] = []): FoundArns =>
  new Map(keys.flatMap((key, i) => (outs[i] ? [[key, outs[i].arn]] : [])));

/** What `valueFrom` is for a reference of the config: its ARN, with member, stage and version behind it. */
export function valueFrom(reference: string, found: FoundArns): string {
  const it = rightReference(reference);
  return `${found.get(secretKey(it)) ?? it.id}${it.selector}`;
}
