import type { ExplainRequest } from './handler.js';
import type { Show } from './show.js';
export async function comparisonFor(_request: ExplainRequest, _show: Show): Promise<string[]> {
  return [];
}
