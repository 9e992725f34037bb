import { extname } from 'node:path';
import { Document } from 'yaml';
import { FailureError, type ConfigProblem } from '../../failure.js';
import { loadSource } from '../load.js';
import type { Variables } from '../variables.js';
import { causeOf, dataOf, leave, noReason, refusedBy, type Assembled } from './assemble.js';
import { stackNameFrom } from '../names.js';
import type { Destination } from './destination.js';
import type { Draft } from './draft.js';
import { frameOverlay } from './frame.js';
import { SampleValues, textsIn } from './sample-values.js';

/** A file that lies over a config in an environment. */
export interface MadeOverlay {
  readonly env: string;
  readonly file: string;
  readonly text: string;
  /** Variables that have to be set for it, beside those of the config. */
  readonly variables: readonly string[];
  /** Values of the variables of both with which it is right, as one of many. */
  readonly samples: SampleValues;
}

/**
 * Files for what is different in an environment: `provision.prod.yaml`, which `--env prod` lays over the config. Each is a stack of its
 * own, beside that of the config. What the loader refuses of
 * them is taken out and left, as it is of the config itself.
 */
export const assembleOverlays = (draft: Draft, base: Assembled, destination: Destination): MadeOverlay[] =>
  draft.overlays.flatMap(({ env, draft: inner }) => {
    const extension = extname(destination.file);
    const file = `${destination.file.slice(0, destination.file.length - extension.length)}.${env}${extension}`;
    const samples = new SampleValues(destination.directory, base.samples);
    for (;;) {
      const { data: said, placed } = dataOf(inner.members);
      if (placed.length === 0) return [];
      const data = { ...nameIn(env, destination.stack), ...said };
      if (base.config.ingress.type === 'none') frameOverlay(data, destination.stack);
      const text = textOf(data, file, env);
      const texts = textsIn(data);
      const problemsWith: ProblemsWith = (values, said = text) =>
        problemsOf({ file, text: said }, { ...Object.fromEntries(base.samples.entries), ...values }, base, destination);
      const values = samples.of(texts);
      const problems = problemsWith(values);
      if (problems.length === 0) {
        const variables = Object.keys(values).filter((it) => !base.variables.includes(it));
        return [{ env, file, text, variables, samples }];
      }
      const refusedWith = (other: Variables) => {
        const found = problemsWith(other);
        const inIt = found.filter((it) => it.file === file);
        return inIt.length < found.length ? undefined : refusedBy(inIt, placed, text);
      };
      const refused = refusedBy(
        problems.filter((it) => it.file === file),
        placed,
        text,
      );
      if (samples.settle(refused, texts, refusedWith)) continue;
      const cause = () => causeOf(problems, placed, (members) => problemsWith(values, textOf(members, file, '')));
      const culprit = refused.size === 0 ? cause() : undefined;
      if (culprit) refused.set(culprit, problems[0] ?? noReason);
      for (const [member, problem] of refused) leave(member, problem, inner, values);
    }
  });

type ProblemsWith = (values: Variables, text?: string) => readonly ConfigProblem[];

/** Without a name of its own, a stack of one environment would be changed into that of another. */
function nameIn(env: string, stack: string): { readonly name?: string } {
  const name = stackNameFrom(`${stack.slice(0, Math.max(1, 39 - env.length))}-${env}`);
  return name === undefined ? {} : { name };
}

function textOf(data: object, file: string, env: string): string {
  if (file.endsWith('.json')) return `${JSON.stringify(data, null, 2)}\n`;
  const document = new Document(data, { aliasDuplicateObjects: false });
  document.commentBefore = ` What is different with --env ${env}.`;
  return document.toString({ lineWidth: 0 });
}

function problemsOf(
  { file, text }: Pick<MadeOverlay, 'file' | 'text'>,
  variables: Variables,
  base: Assembled,
  { file: under, directory }: Destination,
): readonly ConfigProblem[] {
  try {
    const over = { file, text, base: directory };
    loadSource({ files: [{ file: under, text: base.text, base: directory }, over], variables });
    return [];
  } catch (error) {
    if (error instanceof FailureError && error.failure.code === 'bad-config') return error.failure.problems;
    throw error;
  }
}
