import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { all } from '../../all.js';
import { FailureError } from '../../failure.js';
import { managedPoliciesOfRole, managedPolicyCharacters } from '../../iam-characters.js';
import { charactersIn, splitBySize, type PolicyDocument } from '../../policy/document.js';
import { writerTo } from '../../ui/output.js';
import { printAnswer } from '../report/run-command.js';
import type { RequestWith } from '../request.js';
import { notesFor } from '../report/notes.js';
import { bucketPolicy, stackPolicy, type PolicyInput, type StackScope } from './make-policy.js';
import { jsonLine } from '../../ui/printable.js';

export interface PolicyRequest extends PolicyInput, RequestWith<'display'> {
  /** Which command it is to allow. */
  readonly scope: StackScope | 'state-init';
  /** A directory to write files to. */
  readonly out?: string | undefined;
}

/**
 * `provision policy`: from a config alone; nothing is called. The policy is all of stdout, and with `--json` an event.
 * @returns the exit code
 */
export async function runPolicy(request: PolicyRequest): Promise<number> {
  const { display, scope, out } = request;
  const note = notesFor(display);
  return printAnswer({ command: 'policy', words: [scope], request }, async () => {
    if (request.recovery && scope !== 'all' && scope !== 'up')
      throw new FailureError({
        code: 'bad-usage',
        message: `--recovery is about up: policy ${scope} has no use for it`,
      });
    const { policy, name, account } =
      scope === 'state-init' ? await bucketPolicy(request, note) : await stackPolicy(request, scope, note);
    const files = out === undefined ? undefined : await filesWith(splitBySize(policy), out, name);
    const event = {
      type: 'policy',
      time: new Date().toISOString(),
      scope,
      ...(files ? { files } : { policy }),
    };
    const text = files ? files.join('\n') : JSON.stringify(policy, null, 2);
    writerTo(process.stdout)(`${display.json ? jsonLine(event) : text}\n`);
    for (const line of notesOn(policy, account, out)) note(line);
  });
}

/** @returns their names */
async function filesWith(policies: readonly PolicyDocument[], directory: string, stack: string): Promise<string[]> {
  await mkdir(directory, { recursive: true });
  const files = policies.map((_policy, index) =>
    join(directory, policies.length === 1 ? `${stack}.json` : `${stack}-${index + 1}.json`),
  );
  await all(policies.map((policy, index) => writeFile(files[index] ?? '', `${JSON.stringify(policy, null, 2)}\n`)));
  return files;
}

function notesOn(policy: PolicyDocument, account: string | undefined, out: string | undefined): string[] {
  const [size, parts] = [charactersIn(policy), splitBySize(policy)];
  const number = (it: number): string => it.toLocaleString('en-US');
  const way = out === undefined ? `: --out DIR writes ${parts.length}` : '';
  const fits = ` A managed policy holds ${number(managedPolicyCharacters)}${way}; a user or role takes ${managedPoliciesOfRole}.`;
  const tooLong = parts.filter((part) => charactersIn(part) > managedPolicyCharacters).length;
  return [
    `${policy.Statement.length} statements, ${number(size)} characters without white space.${size > managedPolicyCharacters ? fits : ''}`,
    ...(parts.length > managedPoliciesOfRole
      ? [
          `IAM raises ${managedPoliciesOfRole} to 20 on request (quota L-0DA4ABF3). Or several roles take turns: \`provision policy up\`, \`status\` and \`down\` allow less each.`,
        ]
      : []),
    ...(tooLong > 0
      ? [`${tooLong} of them is too long for IAM: the values of one condition alone are longer than a policy.`]
      : []),
    ...(account === '*'
      ? ['The account is not known: `*` stands for it in ARNs. --account 123456789012 names it.']
      : []),
  ];
}
