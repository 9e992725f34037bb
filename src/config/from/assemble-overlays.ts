import { extname } from 'node:path';
import { Document } from 'yaml';
import { FailureError, type ConfigProblem } from '../../failure.js';
import { loadSource } from '../load.js';
import { dataOf, leave, refusedBy, textsIn, type Assembled, type Placed } from './assemble.js';
import type { Destination } from './destination.js';
import type { Draft, Member } from './draft.js';
import { sampleValues } from './open-variables.js';
import { requiredVariables } from './variables-in.js';

/** A file that lies over a config in an environment. */
export interface MadeOverlay {
  readonly env: string;
  readonly file: string;
  readonly text: string;
}

/**
 * Files for what is different in an environment: `provision.prod.yaml`, which `--env prod` lays over the config. What the loader refuses of
 * them is taken out and left, as it is of the config itself.
 */
export const assembleOverlays = (draft: Draft, base: Assembled, destination: Destination): MadeOverlay[] =>
  draft.overlays.flatMap(({ env, draft: inner }) => {
    const extension = extname(destination.file);
    const file = `${destination.file.slice(0, destination.file.length - extension.length)}.${env}${extension}`;
    for (;;) {
      const { data, placed } = dataOf(inner.members);
      if (placed.length === 0) return [];
      const text = textOf(data, file, env);
      const problems = problemsOf({ file, text }, base, destination);
      if (problems.length === 0) return [{ env, file, text }];
      const own = problems.filter((it) => it.file === file);
      const refused = refusedBy(own, placed, text);
      const culprit = refused.size === 0 ? causeOf(problems, placed, file, base, destination) : undefined;
      if (culprit) refused.set(culprit, problems[0] ?? noReason);
      for (const [member, problem] of refused) leave(member, problem, inner);
    }
  });

/** The member without which the first problem would not be there: it is at what the config says. */
function causeOf(
  [first]: readonly ConfigProblem[],
  placed: readonly Placed[],
  file: string,
  base: Assembled,
  destination: Destination,
): Member | undefined {
  const members = placed.map(({ member }) => member);
  const isCause = (member: Member): boolean => {
    const { data } = dataOf(members.filter((it) => it !== member));
    const rest = problemsOf({ file, text: textOf(data, file, '') }, base, destination);
    return rest.every((it) => it.path !== first?.path || it.message !== first.message);
  };
  return members.find(isCause) ?? members.at(-1);
}

const noReason: ConfigProblem = { file: '', path: '', message: 'it does not go with the rest' };

function textOf(data: object, file: string, env: string): string {
  if (file.endsWith('.json')) return `${JSON.stringify(data, null, 2)}\n`;
  const document = new Document(data, { aliasDuplicateObjects: false });
  document.commentBefore = ` What is different with --env ${env}.`;
  return document.toString({ lineWidth: 0 });
}

function problemsOf(
  { file, text }: Pick<MadeOverlay, 'file' | 'text'>,
  base: Assembled,
  { file: under, directory }: Destination,
): readonly ConfigProblem[] {
  const names = [...base.variables, ...textsIn(text).flatMap(requiredVariables)];
  const variables = Object.fromEntries(names.map((name) => [name, sampleValues[name] ?? '1']));
  try {
    const over = { file, text, base: directory };
    loadSource({ files: [{ file: under, text: base.text, base: directory }, over], variables });
    return [];
  } catch (error) {
    if (error instanceof FailureError && error.failure.code === 'bad-config') return error.failure.problems;
    throw error;
  }
}
