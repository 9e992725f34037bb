import { counted } from '../display-names.js';
import { isChange, type Plan, type PlannedAction } from '../plan.js';
import { wrapped } from './prose.js';
import type { Colors } from './terminal.js';

/** `shop: 2 to create, 1 to update, 27 unchanged; 6 mutating calls.` */
export function planTotals(
  { steps, failures }: Pick<Plan, 'steps' | 'failures'>,
  { stack, width, colors }: { readonly stack: string; readonly width: number; readonly colors: Colors },
): string[] {
  const count = (action: PlannedAction) => steps.filter((step) => step.action === action).length;
  const calls = steps.flatMap((step) => step.calls).length;
  if (!steps.some(isChange) && failures.length === 0)
    return wrapped(`${stack}: nothing to do, ${counted(count('unchanged'), 'resource')} as configured.`, width).map(
      colors.green,
    );
  const parts = words.flatMap(([action, said]) => (count(action) > 0 ? [`${count(action)} ${said}`] : []));
  return wrapped(`${colors.bold(`${stack}: ${parts.join(', ')}`)}; ${counted(calls, 'mutating call')}.`, width);
}

const words = [
  ['create', 'to create'],
  ['update', 'to update'],
  ['replace', 'to replace'],
  ['delete', 'to delete'],
  ['refused', 'refused'],
  ['unchanged', 'unchanged'],
] as const;
