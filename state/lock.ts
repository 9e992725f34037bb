import { join } from 'node:path';

export const lockPath = (directory: string, stack: string): string => join(directory, `${stack}.lock`);

/** @param since ISO 8601 */
export const ageSecondsOf = (since: string): number => Math.max(0, Math.round((Date.now() - Date.parse(since)) / 1000));
