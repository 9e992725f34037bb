/**
 * Whether an AWS operation only reads, told by its verb: every AWS service names its operations so.
 * Used for what `calls.mutating` counts, on both sides of the wire.
 */
export const isMutating = (operation: string): boolean =>
  !/^(Describe|Get|Head|List|Discover|Search|Filter|Simulate|Decode|BatchGet|BatchCheck|Lookup)/.test(operation);
