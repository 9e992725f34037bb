/**
 * The days that PutRetentionPolicy takes; any other number is an `InvalidParameterException`.
 *
 * Source: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
export const logRetentionDays: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** The allowed values next to one that is not: the one below and the one above, where there is one. */
export function nearestLogRetention(days: number): readonly number[] {
  const below = logRetentionDays.filter((allowed) => allowed < days).slice(-1);
  const above = logRetentionDays.filter((allowed) => allowed > days).slice(0, 1);
  return [...below, ...above];
}
