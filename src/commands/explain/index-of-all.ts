import { blueprints } from '../../config/blueprints.js';
import { indexJson, indexLines, type Index } from '../../ui/explain-index.js';
import { nounFacts } from './book.js';
import type { ExplainRequest } from './asked.js';
import type { Show } from './show.js';

/** All that can be explained: blueprints, nouns by what they are about, and topics. */
export async function indexFor({ display }: ExplainRequest, { look, time }: Show): Promise<string[]> {
  const { chapters, areas: areaOf } = await nounFacts();
  const areas = new Map<string, string[]>();
  for (const { noun } of chapters) {
    const area = areaOf[noun] ?? 'topics';
    areas.set(area, [...(areas.get(area) ?? []), noun]);
  }
  const index: Index = { blueprints, areas: [...areas].map(([area, names]) => ({ area, names })) };
  return display.json ? indexJson(index, time) : indexLines(index, look);
}
