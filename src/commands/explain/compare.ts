import { resources } from '../../../steps/nouns.js';
import { blueprints, blueprintText } from '../../config/blueprints.js';
import { choicesOf } from '../../config/choices.js';
import { comparisonOf, countsByNoun, type Side } from '../../explain/comparison.js';
import { FailureError } from '../../failure.js';
import { estimateFor } from '../../prices/estimate.js';
import { pricesIn } from '../../prices/table.js';
import { comparisonJson, comparisonLines } from '../../ui/comparison.js';
import type { ExplainRequest } from './asked.js';
import { narrationFor } from './narration.js';
import type { Show } from './show.js';

/**
 * Two blueprints or config files against each other.
 * @throws FailureError `bad-usage` where the words are not two of these
 */
export async function comparisonFor(request: ExplainRequest, show: Show): Promise<string[]> {
  const [a, b, more] = request.what ?? [];
  const { config, blueprint, env } = request.stack;
  if (a === undefined || b === undefined || more !== undefined || config || blueprint || env)
    throw new FailureError({
      ...{ code: 'bad-usage', message: '--compare takes two architectures, and no other stack' },
      hint: `blueprints or config files: provision explain --compare ${blueprints[0].name} provision.yaml`,
    });
  // One after the other: each rehearsal takes all of a processor.
  const sides = [await sideOf(a, request, show), await sideOf(b, request, show)] as const;
  const comparison = comparisonOf(
    sides,
    resources.map(({ type }) => type),
  );
  return request.display.json ? [comparisonJson(comparison, show.time)] : comparisonLines(comparison, show.look);
}

async function sideOf(word: string, { stack, target }: ExplainRequest, { note }: Show): Promise<Side> {
  const told = await (await narrationFor({ stack: { ...stack, ...choiceOf(word) }, target }, note)).tell();
  const { config, region, steps, life } = told;
  const { perMonth, unknown } = estimateFor(steps, pricesIn(region));
  return {
    name: word,
    counts: countsByNoun(steps.map(({ resource }) => resource.type)),
    perMonth,
    isLeast: unknown.some(({ isFixed }) => isFixed),
    seconds: { up: life.up.seconds, down: life.down.seconds },
    choices: choicesOf(config),
  };
}

/** A word with a dot or a slash is a file; any other one has to be the name of a blueprint. */
function choiceOf(word: string): { readonly config: readonly string[] } | { readonly blueprint: string } {
  if (/[./]/.test(word)) return { config: [word] };
  blueprintText(word);
  return { blueprint: word };
}
