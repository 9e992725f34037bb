const letters = String.raw`[\p{L}\p{Z}\p{N}_.:/=+\-@]`;
const key = new RegExp(`^${letters}{1,128}$`, 'u');
const value = new RegExp(`^${letters}{0,256}$`, 'u');

/**
 * The message for the first tag whose key or value has a syntax that no AWS service takes; undefined where all are
 * fine.
 * Source: https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
 */
export function tagSyntaxProblem(tags: { readonly [key: string]: string }): string | undefined {
  for (const [name, text] of Object.entries(tags)) {
    if (/^aws:/i.test(name)) return `The tag key '${name}' is not valid: the prefix aws: is reserved for AWS.`;
    if (!key.test(name)) return `The tag key '${name}' is not valid.`;
    if (!value.test(text)) return `The value of the tag '${name}' is not valid.`;
  }
  return undefined;
}
