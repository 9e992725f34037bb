import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Event } from '../../events.js';

/** The files of runs that were, of a state directory. Their names begin with the time: the last one is the latest. */
export async function runFilesIn(directory: string): Promise<{ readonly folder: string; readonly files: string[] }> {
  const folder = join(directory, 'runs');
  const names = await readdir(folder).catch(() => []);
  return { folder, files: names.filter((file) => file.endsWith('.ndjson')).toSorted() };
}

/** A process that was killed may have left half a line. */
export function eventsIn(text: string): Event[] {
  return text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as Event];
    } catch {
      return [];
    }
  });
}
