import type { RehearsedCommand } from '../rehearsal/lifecycle.js';
import { placeholdersFor } from '../rehearsal/placeholders.js';

/**
 * Names for what AWS has chosen in a rehearsal: in the place of each id and ARN, the step that has made it.
 * @returns a function that puts them into any text
 */
export function namesOfSteps({
  records,
  answers,
}: Pick<RehearsedCommand, 'records' | 'answers'>): (text: string) => string {
  const withPlaceholders = placeholdersFor(records, answers, new Set());
  return (text) =>
    withPlaceholders(text).replace(/\$\{([\w-]+)\.[\w.-]+\}/g, (placeholder, step: string) =>
      records.has(step) ? step : placeholder,
    );
}
