/** A service that was rolled back, as its record says it, and what is said of that. */

/** What it ran before, and when it was rolled back. */
export interface WentBack {
  /** The ARN of a revision. */
  readonly from: string;
  /** ISO 8601 */
  readonly since: string;
}

/** `…:task-definition/web:7` → 7; undefined where an id has no number. */
export function revisionOf(id: unknown): number | undefined {
  const [, number] = /:(\d+)$/.exec(typeof id === 'string' ? id : '') ?? [];
  return number === undefined ? undefined : Number(number);
}

/** The revision that a want names. */
export const revisionIn = (want: unknown): number | undefined =>
  revisionOf((Object(want) as { readonly taskDefinition?: unknown }).taskDefinition);

/**
 * That an `up` goes forward again; undefined where it does not.
 * @param last what it was set up with last, with what the record says of its way back
 * @param want of the config
 */
export function forwardAgain(
  last: { readonly want: unknown; readonly wentBack?: WentBack | undefined },
  want: unknown,
): string | undefined {
  const [now, next, from] = [revisionIn(last.want), revisionIn(want), revisionOf(last.wentBack?.from)];
  if (!last.wentBack || now === undefined || now === next) return undefined;
  return next === from
    ? `goes forward again from revision ${now} to ${next}, which was rolled back at ${last.wentBack.since}`
    : `goes forward again from revision ${now}, to which it was rolled back from ${from} at ${last.wentBack.since}`;
}

/** For whoever looks at a service that was rolled back. */
export const backText = ({ from, since }: WentBack): string =>
  `rolled back from revision ${revisionOf(from)} at ${since}; the next up goes forward again`;
