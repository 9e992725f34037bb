import { counted, displayName } from '../display-names.js';
import type { Lost } from '../lost-with.js';
import { wrapped } from './prose.js';
import { oneLine } from './text.js';

/** A resource of which only its name is shown, and what goes with it. */
export interface NamedResource {
  readonly step: string;
  /** The noun. */
  readonly resource: string;
  /** What people have put into it and that is deleted with it. */
  readonly loses?: readonly Lost[] | undefined;
}

interface ByNounLook {
  /** What stands before each line. */
  readonly sign?: string;
  readonly indent: number;
  readonly width: number;
  readonly color?: (text: string) => string;
}

/**
 * `2 subnets: public-a, public-b`, a line for each noun in the order in which each first comes up, and beneath it what goes
 * with them.
 */
export function byNoun(
  things: readonly NamedResource[],
  { sign, indent, width, color = (text) => text }: ByNounLook,
): string[] {
  const nouns = new Map<string, NamedResource[]>();
  for (const it of things) nouns.set(it.resource, [...(nouns.get(it.resource) ?? []), it]);
  const lead = ' '.repeat(indent) + (sign === undefined ? '' : `${sign} `);
  return [...nouns].flatMap(([noun, those]) => {
    const names = those.map(({ step }) => oneLine(step)).join(', ');
    const lost = lossesOf(those);
    return [
      ...wrapped(`${lead}${counted(those.length, displayName(noun))}: ${names}`, width).map(color),
      ...(lost === undefined ? [] : wrapped(`${' '.repeat(indent + 2)}with ${lost}`, width).map(color)),
    ];
  });
}

/** `all images in shop/web, all logs in /ecs/web, /ecs/api`; undefined where nothing goes with them. */
export function lossesOf(things: readonly Pick<NamedResource, 'loses'>[]): string | undefined {
  const lost = things.flatMap(({ loses = [] }) => loses);
  if (lost.length === 0) return undefined;
  const kinds = new Set(lost.map(({ what }) => what));
  const idsOf = (kind: string) => lost.filter(({ what }) => what === kind).map(({ id }) => oneLine(id));
  return [...kinds].map((kind) => `${oneLine(kind)} ${idsOf(kind).join(', ')}`).join(', and ');
}
