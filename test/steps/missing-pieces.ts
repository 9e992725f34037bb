import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Chapter } from '../../src/lessons/lesson.js';
import type { Resource } from '../../src/step.js';
import { isOfRehearsals, operationsIn } from '../lessons/sent.js';

/** What the program knows of its nouns. */
export interface Known {
  /** The folder that `steps/` is in. */
  readonly root: string;
  readonly resources: readonly Pick<Resource, 'type' | 'lookup' | 'billing' | 'script'>[];
  readonly chapters: readonly Chapter[];
  hasRule(service: string, operation: string): boolean;
  hasHandler(service: string, operation: string): boolean;
  /** The kill sweep runs blueprints: their nouns, the file that lists what it looks for, and the text of that. */
  readonly sweep: { readonly nouns: ReadonlySet<string>; readonly file: string; readonly text: string };
}

/** A noun's folder. */
interface Folder {
  readonly service: string;
  readonly noun: string;
  /** `steps/sns/topic` */
  readonly path: string;
  /** The text of `resource.ts`. */
  readonly source: string;
  /** What its files send, each with the file: `sns:CreateTopic`. */
  readonly sent: readonly { readonly operation: string; readonly by: string }[];
}

/** What a noun's folder or the program lacks, each with the file that it belongs in. */
export function missingPieces(known: Known): string[] {
  return foldersIn(known.root).flatMap((folder) => {
    const resource = known.resources.find(({ type }) => type === folder.noun);
    return [
      ...(resource ? pieces(folder, resource) : [unlisted(folder, known)]),
      ...missingLessons(folder, known),
      ...missingBilling(folder, resource, known),
      ...folder.sent.flatMap((it) => unknownOperation(it, known)),
      ...unswept(folder, known),
    ];
  });
}

function foldersIn(root: string): Folder[] {
  const files = readdirSync(join(root, 'steps'), { recursive: true, encoding: 'utf8' }).map((it) => join('steps', it));
  return files.flatMap((file) => {
    const [, service, noun, name] = file.split('/');
    if (name !== 'resource.ts' || service === undefined || noun === undefined) return [];
    const path = `steps/${service}/${noun}`;
    const read = (it: string): string => readFileSync(join(root, it), 'utf8');
    const own = files.filter((it) => it.startsWith(`${path}/`) && it.endsWith('.ts') && !isOfRehearsals(it));
    const sent = own.flatMap((by) => operationsIn(read(by)).map((operation) => ({ operation, by })));
    return [{ service, noun, path, source: read(file), sent }];
  });
}

function unlisted({ service, noun, path }: Folder, { root }: Known): string {
  const index = `steps/${service}/index.ts`;
  if (!existsSync(join(root, index)))
    return `${index} is missing: it lists the nouns of ${service}, ${noun} among them`;
  if (!readFileSync(join(root, index), 'utf8').includes(`./${noun}/resource.js`))
    return `${index} does not list ${noun} of ${path}/resource.ts`;
  return `steps/nouns.ts does not have ${noun} of ${index}`;
}

type Listed = Known['resources'][number];

/** What a script has to know, as far as the source tells that there is something. */
function pieces({ path, source }: Folder, { lookup, script }: Listed): string[] {
  if (lookup) return [];
  const create = /\n {2}async create\(.*?\n {2}\},\n/s.exec(source)?.[0] ?? '';
  return [
    ...(source.includes('pending(') && !script?.waits
      ? [`${path}/script.ts: \`read\` says pending, so \`waits\` has to say how a script sees the end of that`]
      : []),
    ...(create.includes('required(') && !script?.answers
      ? [`${path}/script.ts: \`create\` takes its id from the answer, so \`answers\` has to say where it stands`]
      : []),
  ];
}

function missingLessons({ noun, path, sent }: Folder, { root, chapters }: Known): string[] {
  const file = `${path}/lesson.md`;
  const isThere = existsSync(join(root, file));
  const taught = new Set(chapters.flatMap(({ operations }) => Object.keys(operations)));
  const untaught = sent.filter(({ operation }) => !taught.has(operation));
  if (!isThere && untaught.length === 0) return [`${file} is missing: nothing says what ${noun} is`];
  const lacks = isThere ? 'lacks a section' : 'is missing';
  return untaught.map(
    ({ operation, by }) => `${file} ${lacks}: operation ${operation} is sent by ${by} and has no section`,
  );
}

/** A lesson that says of a call that makes something that it costs, of a noun that no price is known of. */
function missingBilling({ noun, path }: Folder, resource: Listed | undefined, { chapters }: Known): string[] {
  const operations = Object.entries(chapters.find((it) => it.noun === noun)?.operations ?? {});
  const costly = operations.find(([name, { cost = 'Nothing' }]) => makes.test(name) && !free.test(cost));
  if (!costly || resource?.billing) return [];
  return [`${path}/billing.ts is missing: ${path}/lesson.md says that ${costly[0]} costs something`];
}
const makes = /:(Create|Run|Allocate|Register|Complete)/;
const free = /^(Nothing|[^.]* free\b)/;

function unknownOperation({ operation, by }: Folder['sent'][number], known: Known): string[] {
  const [service = '', name = ''] = operation.split(':');
  return [
    ...(known.hasRule(service, name)
      ? []
      : [`src/permissions/${service}.ts has no rule for ${operation}, which ${by} sends`]),
    ...(known.hasHandler(service, name)
      ? []
      : [`the sandbox has no handler for ${operation} (src/sandbox/services/${service}), which ${by} sends`]),
  ];
}

function unswept({ noun }: Folder, { sweep: { nouns, file, text } }: Known): string[] {
  if (!nouns.has(noun) || text.includes(`'${noun}'`)) return [];
  return [`${file} has ${noun} neither in sweptTypes nor in lookedUp, and a blueprint has one`];
}
