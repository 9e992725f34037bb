import { displayName, shortId } from '../display-names.js';
import type { PlannedStep } from '../plan.js';
import { mapTexts } from '../redact.js';
import { shortValue } from './short-value.js';
import { fit, oneLine } from './text.js';

/** By step: what it makes, in words. */
export type Unknowns = ReadonlyMap<string, string>;

/** What the placeholders of a plan stand for: `the VPC`; where there are several of a noun, `the new web-task-definition`. */
export function unknownsIn(steps: readonly Pick<PlannedStep, 'step' | 'resource' | 'action'>[]): Unknowns {
  const counts = new Map<string, number>();
  for (const { resource } of steps) counts.set(resource, (counts.get(resource) ?? 0) + 1);
  return new Map(
    steps.map(({ step, resource, action }) => {
      const the = action === 'replace' ? 'the new' : 'the';
      if (counts.get(resource) === 1) return [step, `${the} ${displayName(resource)}`];
      if (!step.includes(resource)) return [step, `${the} ${displayName(resource)} ${step}`];
      return [step, action === 'replace' ? `${the} ${step}` : step];
    }),
  );
}

/** A placeholder of `rehearsal/placeholders.ts`: the step that will give it, and the member. */
const placeholder = /\$\{([^.}]+)\.[^}]+\}/g;

/** `known after the VPC is there`; undefined for a text without placeholders. */
function knownAfter(text: string, unknowns: Unknowns): string | undefined {
  const given = [...text.matchAll(placeholder)].map(([, step = '']) => unknowns.get(step));
  const things = [...new Set(given.filter((it) => it !== undefined))];
  if (things.length === 0) return undefined;
  return `known after ${things.join(' and ')} ${things.length > 1 ? 'are' : 'is'} there`;
}

/** What a value says, on one line of at most so many columns. What tells ids apart is at both ends, so the middle goes. */
export function changedValue(value: unknown, most: number, unknowns: Unknowns = new Map(), isWhole = false): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') {
    const text = isWhole ? value : (shortId(value) ?? value);
    return knownAfter(value, unknowns) ?? fit(oneLine(JSON.stringify(text)), most, '…', 'middle');
  }
  return shortValue(
    mapTexts(value, (text) => knownAfter(text, unknowns) ?? (isWhole ? undefined : shortId(text)) ?? text),
    most,
  );
}

/** Keys of entries, as they stand in a path, or several of one list. @param isWhole ARNs are not shortened */
export function changedKeys(keys: readonly string[], unknowns: Unknowns, isWhole = false): string {
  const isUnknown = (key: string) => knownAfter(key, unknowns) !== undefined;
  const unknown = knownAfter(keys.filter(isUnknown).join(' '), unknowns);
  const known = keys
    .filter((key) => !isUnknown(key))
    .map((key) => oneLine((isWhole ? undefined : shortId(key)) ?? key));
  return [...known, ...(unknown === undefined ? [] : [unknown])].join(', ');
}
