/**
 * How zod reads what a run reads once. Otherwise it writes a function for each object of a schema, and V8 compiles it, which pays only
 * where many values are read.
 */
export const parsedOnce = { jitless: true } as const;
