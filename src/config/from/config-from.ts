import { FailureError } from '../../failure.js';
import { stackName, stackNameFrom } from '../names.js';
import type { Config } from '../schema.js';
import { accountOf, type Account } from './account.js';
import { assemble } from './assemble.js';
import { assembleOverlays, type MadeOverlay } from './assemble-overlays.js';
import { imagesBeside } from './images-beside.js';
import { readCompose } from './compose.js';
import { readCopilot } from './copilot.js';
import { Draft } from './draft.js';
import type { Chosen } from './frame.js';
import { readEcsParams } from './ecs-params.js';
import type { SampleValues } from './sample-values.js';
import { readSourceText, type SourceText } from './read-source.js';
import { formatNames, type Source, type SourceFormat } from './source.js';
import { readTaskDefinition } from './task-definition.js';

/** A config that was made from files of another tool. */
export interface Made extends Account {
  readonly text: string;
  readonly config: Config;
  readonly format: SourceFormat;
  /** The files that were read. */
  readonly files: readonly string[];
  /** For what is different in environments. */
  readonly overlays: readonly MadeOverlay[];
  /** What the files do not say, and a config needs. */
  readonly chosen: readonly Chosen[];
  /** Variables of the environment that have to be set for it. */
  readonly variables: readonly string[];
  /** Values of these with which it is right, as one of many. */
  readonly samples: SampleValues;
}

export interface Wanted {
  readonly sources: readonly [SourceText, ...SourceText[]];
  /** The config's file, as the user knows it. */
  readonly file: string;
  /** Its directory. */
  readonly directory: string;
  /** What `--name` says. */
  readonly name?: string | undefined;
  /** The stack's name where neither that nor the file says one. */
  readonly folder: string;
}

/** @param beside the compose file that an ecs-params file goes with */
type Read = (source: Source, draft: Draft, beside?: Source) => void;
const readers: { readonly [Format in SourceFormat]: Read } = {
  compose: readCompose,
  'task-definition': readTaskDefinition,
  copilot: readCopilot,
  'ecs-params': readEcsParams,
};

/**
 * Makes a config from files of another tool: a reader for each format gives services with members that know where they are from
 * (`draft.ts`), and `assemble` makes a config of them that loads.
 * @throws FailureError where a file cannot be read, or nothing of it can be a service
 */
export function configFrom({ sources, file, directory, name, folder }: Wanted): Made {
  const read = belonging(sources);
  const draft = new Draft();
  draft.isOneTask = read.some(({ format }) => format === 'ecs-params');
  for (const source of read)
    readers[source.format](
      source,
      draft,
      read.find(({ format }) => format === 'compose'),
    );
  imagesBeside(draft);
  const [first] = read;
  const own = draft.within(['name'])[0]?.value;
  const stack = name ?? nameOf(own) ?? stackNameFrom(folder) ?? 'app';
  const title = `Made from ${read.map((it) => `${it.file}, ${formatNames[it.format]}`).join(', and ')}.`;
  const made = assemble(draft, { stack, file, directory, title });
  if (!made)
    throw new FailureError({
      code: 'bad-usage',
      message: `${first.file} has nothing that can become a service`,
      hint: 'a service has an image, or a directory that it is built from',
    });
  const overlays = assembleOverlays(draft, made, { stack, file, directory, title });
  return { ...made, overlays, ...accountOf(read, draft), files: read.map((it) => it.file), format: first.format };
}

const partners: { readonly [Format in SourceFormat]?: SourceFormat } = {
  compose: 'ecs-params',
  'ecs-params': 'compose',
};

/** The file itself, and what lies beside it where the one is a compose file and the other its ecs-params: that one last. */
function belonging([own, ...beside]: Wanted['sources']): [Source, ...Source[]] {
  const source = readSourceText(own);
  const wanted = partners[source.format];
  if (!wanted) return [source];
  for (const other of beside) {
    const read = attempt(other);
    if (read?.format === wanted) return wanted === 'compose' ? [read, source] : [source, read];
  }
  return [source];
}

/** What lies beside a file may be anything. */
function attempt(text: SourceText): Source | undefined {
  try {
    return readSourceText(text);
  } catch (error) {
    if (error instanceof FailureError) return undefined;
    throw error;
  }
}

const nameOf = (own: unknown): string | undefined =>
  typeof own === 'string' ? (stackName.objection(own) ? stackNameFrom(own) : own) : undefined;
