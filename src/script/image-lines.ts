import { platforms } from '../image/builder.js';
import type { ImageOrder } from '../step.js';
import { comment, doubleQuoted, indented, word } from './bash.js';
import { assigned, ended, linesOf } from './command.js';
import type { Put } from './put.js';
import type { Scene } from './story.js';

/** How an image gets to where it is wanted: pushed by docker, or as a stand-in, where ECR's API has no registry behind it. */
export type ImagesBy = 'docker' | 'stand-in';

/** Puts an image into its repository, unless its tag is there already. */
export function imageLines(scene: Scene, by: ImagesBy, put: Put): string[] {
  const order = orderOf(scene);
  if (!order) return [...(scene.notes ?? []).flatMap((note) => comment(note)), ...standInLines(scene, put)];
  const { repositoryName, imageTag } = order;
  const ask = linesOf({ service: 'ecr', operation: 'DescribeImages', input: { repositoryName, imageIds: [{ imageTag }] } });
  const work = by === 'docker' ? dockerLines(order, put) : standInLines(scene, put);
  const standIn = by === 'docker' ? [] : comment('A stand-in: there is no registry to push a real one to.');
  return [...standIn, `if ! ${ask.join(' ')} > /dev/null 2>&1; then`, ...indented(work), 'fi'];
}

/** A directory is there where something is built. */
type Order = Omit<ImageOrder, 'directory'> & { readonly directory?: string | null };
const orderOf = ({ want }: Scene): Order | undefined => (want && typeof want === 'object' && 'imageTag' in want ? (want as Order) : undefined);

function dockerLines({ repositoryUri, imageTag, directory, architecture }: Order, put: Put): string[] {
  const image = put.text(`${repositoryUri}:${imageTag}`);
  const host = put.text(repositoryUri.split('/')[0] ?? '');
  if (!directory) return [`echo ${doubleQuoted(`push ${image} first: nobody but you can`)} >&2`, 'exit 1'];
  return [
    `aws ecr get-login-password | "$DOCKER" login --username AWS --password-stdin ${word(host)}`,
    `"$DOCKER" build --platform ${platforms[architecture]} --tag ${word(image)} ${word(directory)}`,
    `"$DOCKER" push ${word(image)}`,
  ];
}

/** The layers as they are uploaded, each under an upload of its own, and the manifest that names them. */
function standInLines({ calls }: Scene, put: Put): string[] {
  return calls.flatMap(({ service, operation, input }) => {
    const { uploadId: _, ...rest } = input as { uploadId?: string };
    const plain = { service, operation, input: put.input(rest) };
    if (operation === 'InitiateLayerUpload') return assigned('UPLOAD_ID', linesOf({ ...plain, query: 'uploadId' }));
    if (operation === 'PutImage') return silent(linesOf(plain));
    if (operation !== 'UploadLayerPart' && operation !== 'CompleteLayerUpload') return [];
    return silent(withOption(linesOf(plain), '  --upload-id "$UPLOAD_ID"'));
  });
}

const silent = (lines: readonly string[]): string[] => ended(lines, ' > /dev/null');
const withOption = ([head = '', ...lines]: readonly string[], option: string): string[] =>
  lines.length > 0 ? [head, `${option} \\`, ...lines] : [`${head} ${option.trim()}`];
