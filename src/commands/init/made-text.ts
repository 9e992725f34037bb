import { counted } from '../../display-names.js';
import type { Made } from '../../config/from/config-from.js';
import { formatNames } from '../../config/from/source.js';

/** What became of the file that a config was made from, for people. */
export function madeText({
  kept,
  rewritten,
  left,
  chosen,
  variables,
  overlays,
  format,
  config,
  files,
}: Made): string[] {
  const names = [...Object.keys(config.services), ...Object.keys(config.jobs)].join(', ');
  const width = Math.max(...[...kept, ...rewritten, ...left].map(({ line }) => String(line).length));
  const at = ({ line, file }: { readonly line: number; readonly file: string }) =>
    files.length > 1 ? `  ${file}:${line} ` : `  line ${String(line).padStart(width)}  `;
  return [
    `${files.join(' and ')}: ${formatNames[format]}, with ${names}.`,
    ...titled(`${counted(kept.length, 'member')} carried over unchanged:`, grouped(kept), (line) => `  ${line}`),
    ...titled(`${counted(rewritten.length, 'member')} rewritten:`, rewritten, (it) => `${at(it)}${it.path}: ${it.how}`),
    ...titled(
      `${counted(left.length, 'member')} not carried over:`,
      left,
      (it) => `${at(it)}${it.path}, because ${it.because} (${it.instead})`,
    ),
    ...titled('Chosen, because the file does not say it:', chosen, ({ path, why }) => `  ${path}: ${why}`),
    ...(variables.length > 0
      ? [`Set before \`provision up\`: ${variables.join(', ')} (set -a; . ./.env; set +a takes them from a file).`]
      : []),
    ...overlays.flatMap(({ env, variables: more }) =>
      more.length > 0 ? [`Set before \`provision up --env ${env}\`, too: ${more.join(', ')}.`] : [],
    ),
  ];
}

/** What is as it was, by the service or container that it is in. */
function grouped(kept: Made['kept']): string[] {
  const groups = new Map<string, string[]>();
  for (const { path, line } of kept) {
    const [group = ''] = /^(?:taskDefinition\.)?(?:services\.[\w-]+|containerDefinitions\[\d+\]|)/.exec(path) ?? [];
    const member = path.slice(group.length).replace(/^\./, '');
    groups.set(group, [...(groups.get(group) ?? []), `${member} (line ${line})`]);
  }
  return [...groups].map(([group, members]) => `${group}${group === '' ? '' : ': '}${members.join(', ')}`);
}

const titled = <Row>(title: string, rows: readonly Row[], line: (row: Row) => string): string[] =>
  rows.length === 0 ? [] : [title, ...rows.map(line)];

/** The same as data. */
export const madeEvent = (
  { kept, rewritten, left, chosen, variables, format, files, config, overlays }: Made,
  file: string,
) => ({
  file,
  overlays: overlays.map((it) => ({ env: it.env, file: it.file, variables: it.variables })),
  from: files,
  format,
  stack: config.name,
  kept,
  rewritten,
  left,
  chosen,
  variables,
});
