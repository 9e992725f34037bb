import { areasByType } from '../../../steps/nouns.js';
import { blueprints } from '../../config/blueprints.js';
import { indexJson, indexLines, type Index } from '../../ui/explain-index.js';
import { bookOfNouns } from './book.js';
import type { ExplainRequest } from './asked.js';
import type { Show } from './show.js';

/** All that can be explained: blueprints, nouns by what they are about, and topics. */
export function indexFor({ display }: ExplainRequest, { look, time }: Show): string[] {
  const { chapters } = bookOfNouns();
  const areas = new Map<string, string[]>();
  for (const { noun } of chapters) {
    const area = areasByType.get(noun) ?? 'topics';
    areas.set(area, [...(areas.get(area) ?? []), noun]);
  }
  const index: Index = { blueprints, areas: [...areas].map(([area, names]) => ({ area, names })) };
  return display.json ? indexJson(index, time) : indexLines(index, look);
}
