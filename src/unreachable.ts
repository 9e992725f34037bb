/**
 * The last line of an exhaustive switch: a member of the union without a case does not compile.
 * @throws Error, should data from outside carry a value that the types do not know
 */
export function unreachable(value: never): never {
  throw new Error(`no case for ${JSON.stringify(value)}`);
}
