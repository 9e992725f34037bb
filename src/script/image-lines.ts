import { optionArguments, platforms } from '../image/builder.js';
import type { BuildOptions, ImageOrder } from '../step.js';
import { comment, doubleQuoted, indented, word } from './bash.js';
import { assignedTo, withSuffix, linesOf } from './command.js';
import type { Substitution } from './substitution.js';
import type { TranscriptEntry } from './transcript.js';

/** How an image gets to where it is wanted: pushed by docker, or as a stand-in, where ECR's API has no registry behind it. */
export type ImageSource = 'docker' | 'stand-in';

/** Puts an image into its repository, unless its tag is there already. */
export function imageLines(entry: TranscriptEntry, how: ImageSource, substitution: Substitution): string[] {
  const order = orderOf(entry);
  if (!order) return [...(entry.notes ?? []).flatMap((note) => comment(note)), ...standInLines(entry, substitution)];
  const { repositoryName, imageTag, directory } = order;
  const ask = linesOf({
    service: 'ecr',
    operation: 'DescribeImages',
    input: { repositoryName, imageIds: [{ imageTag }] },
  });
  const work = directory
    ? how === 'docker'
      ? dockerLines({ ...order, directory }, substitution)
      : standInLines(entry, substitution)
    : byHandLines(order, substitution);
  const standIn =
    how === 'docker' || !directory ? [] : comment('A stand-in: there is no registry to push a real one to.');
  return [...standIn, `if ! ${ask.join(' ')} > /dev/null 2>&1; then`, ...indented(work), 'fi'];
}

/** A directory is there where something is built. */
type Order = Omit<ImageOrder, 'directory' | 'options'> & BuildOptions & { readonly directory?: string | null };
const orderOf = ({ want }: TranscriptEntry): Order | undefined =>
  want && typeof want === 'object' && 'imageTag' in want ? (want as Order) : undefined;

/** Where there is nothing to build, the script ends. */
const byHandLines = ({ repositoryUri, imageTag }: Order, substitution: Substitution): string[] => {
  const image = substitution.text(`${repositoryUri}:${imageTag}`);
  return [`echo ${doubleQuoted(`push ${image} first: nobody but you can`)} >&2`, 'exit 1'];
};

function dockerLines(
  { repositoryUri, imageTag, directory, architecture, ...options }: Order & { readonly directory: string },
  substitution: Substitution,
): string[] {
  const image = substitution.text(`${repositoryUri}:${imageTag}`);
  const host = substitution.text(repositoryUri.split('/')[0] ?? '');
  const more = optionArguments(directory, options).map(word);
  return [
    `aws ecr get-login-password | "$DOCKER" login --username AWS --password-stdin ${word(host)}`,
    ['"$DOCKER" build --platform', platforms[architecture], ...more, '--tag', word(image), word(directory)].join(' '),
    `"$DOCKER" push ${word(image)}`,
  ];
}

/** The layers as they are uploaded, each under an upload of its own, and the manifest that names them. */
function standInLines({ calls }: TranscriptEntry, substitution: Substitution): string[] {
  return calls.flatMap(({ service, operation, input }) => {
    const { uploadId: _, ...rest } = input as { uploadId?: string };
    const plain = { service, operation, input: substitution.input(rest) };
    if (operation === 'InitiateLayerUpload') return assignedTo('UPLOAD_ID', linesOf({ ...plain, query: 'uploadId' }));
    if (operation === 'PutImage') return silent(linesOf(plain));
    if (operation !== 'UploadLayerPart' && operation !== 'CompleteLayerUpload') return [];
    return silent(withOption(linesOf(plain), '  --upload-id "$UPLOAD_ID"'));
  });
}

const silent = (lines: readonly string[]): string[] => withSuffix(lines, ' > /dev/null');
const withOption = ([head = '', ...lines]: readonly string[], option: string): string[] =>
  lines.length > 0 ? [head, `${option} \\`, ...lines] : [`${head} ${option.trim()}`];
