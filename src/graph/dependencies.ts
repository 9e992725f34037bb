import { dependenciesOf } from '../step-dependencies.js';
import { displayName } from '../display-names.js';
import type { Step } from '../step.js';
import { groupOf, type TaskName } from './step-groups.js';
import type { Arrow, Box, Picture, PictureNode, Tone } from './picture.js';
import { transitiveReduction, type Dependency } from './transitive-reduction.js';

/**
 * The steps of a stack and what each waits for, in boxes of what belongs together. An arrow leads from what comes
 * first to what comes after it. What follows from other arrows is left out (`reduced`), or nothing could be seen: who
 * waits for the service waits for the VPC too.
 * @param tasks the services and jobs, in the config's order
 */
export function dependencyPicture(stack: string, steps: readonly Step[], tasks: readonly TaskName[]): Picture {
  const dependencies = stackDependencies(steps);
  const tones = new Map<string, Tone>();
  const boxes = new Map<string, Box & { readonly nodes: PictureNode[] }>();
  for (const step of steps) {
    const { title, tone } = groupOf(step, tasks);
    const box = boxes.get(title) ?? { id: title, title, tone, nodes: [], boxes: [] };
    box.nodes.push({ id: step.name, lines: [step.name, displayName(step.resource.type)], tone });
    boxes.set(title, box);
    tones.set(step.name, tone);
  }
  return {
    title: `${stack}: ${steps.length} steps`,
    subtitle: 'What comes before what; deleted in the reverse order. What follows from other arrows is left out.',
    direction: 'right',
    boxes: [...boxes.values(), legend.box],
    nodes: [],
    arrows: [...transitiveReduction(dependencies).map((it) => arrowOf(it, tones)), ...legend.arrows],
  };
}

/** Everything that every step waits for, what follows from the rest included. */
export const stackDependencies = (steps: readonly Step[]): Dependency[] =>
  steps.flatMap((step) =>
    dependenciesOf(step).map(({ to, onlyId, outlives }) => ({ from: to.name, to: step.name, onlyId, outlives })),
  );

/** In the colour of what it comes from, so that it can be followed across the picture. */
const arrowOf = ({ from, to, onlyId, outlives }: Dependency, tones: ReadonlyMap<string, Tone>): Arrow => ({
  from,
  to,
  tone: tones.get(from) ?? 'plain',
  line: onlyId ? 'dashed' : outlives ? 'solid' : 'dotted',
});

const example = (id: string, line: string): PictureNode => ({ id: `legend ${id}`, lines: [line], tone: 'plain' });
const legend: { readonly box: Box; readonly arrows: readonly Arrow[] } = {
  box: {
    id: 'legend',
    title: 'How to read it',
    tone: 'plain',
    boxes: [],
    nodes: [
      example('solid', 'first'),
      example('solid end', 'starts when that is in service'),
      example('dashed', 'first'),
      example('dashed end', 'starts when that has an id'),
      example('dotted', 'first'),
      example('dotted end', 'starts when that is in service; both may be deleted at once'),
    ],
  },
  arrows: (['solid', 'dashed', 'dotted'] as const).map((line) => ({
    ...{ from: `legend ${line}`, to: `legend ${line} end` },
    line,
  })),
};
