/**
 * As `Promise.all`, but a first error waits for the others: no call may be under way when a verb or a run has ended,
 * because its answer would be lost.
 * @throws the first error in the order of the promises
 */
export async function all<const Promises extends readonly unknown[]>(
  promises: Promises,
): Promise<{ -readonly [Index in keyof Promises]: Awaited<Promises[Index]> }> {
  const settled = await Promise.allSettled(promises);
  const failed = settled.find((it) => it.status === 'rejected');
  if (failed) throw failed.reason;
  return Promise.all(promises);
}
