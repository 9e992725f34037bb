import { Document, isMap, isScalar, type Pair } from 'yaml';
import { isWithin } from '../member-path.js';
import type { Data, Destination } from './destination.js';
import { pathText } from '../problem-messages.js';
import type { Draft, Left } from './draft.js';
import { lineOf } from './source.js';

/** The config as text: YAML with comments that say what is left of each service, or JSON without. */
export function configText({ data, draft, file, title }: Destination & { data: Data; draft: Draft }): string {
  if (file.endsWith('.json')) return `${JSON.stringify({ $schema: './provision.schema.json', ...data }, null, 2)}\n`;
  const document = new Document(data, { aliasDuplicateObjects: false });
  const told = new Set<Left>();
  for (const { kind, name, from } of draft.tasks) {
    const tasks = document.get(kind, true);
    const pair = isMap(tasks) ? tasks.items.find(({ key }) => isScalar(key) && key.value === name) : undefined;
    const own = draft.left.filter((it) => it.from.source === from.source && isWithin(it.from.path, from.path));
    if (pair && from.path.length > 0) comment(pair, own);
    if (pair && from.path.length > 0) for (const it of own) told.add(it);
  }
  const others = draft.left.filter((it) => !told.has(it));
  document.commentBefore = [
    ' yaml-language-server: $schema=./provision.schema.json',
    ...title.split('\n').map((line) => ` ${line}`),
    ...others.map(lineFor),
  ].join('\n');
  return document.toString({ lineWidth: 0 });
}

function comment({ key }: Pair<unknown, unknown>, left: readonly Left[]): void {
  if (isScalar(key) && left.length > 0) key.commentBefore = left.map(lineFor).join('\n');
}

const lineFor = ({ from, because, instead }: Left): string =>
  ` not carried over: ${pathText(from.path)} (line ${lineOf(from)}), because ${because} (${instead})`
    .replace(/\s+/g, ' ')
    .replace(/^ ?/, ' ');
