import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readState, statePath } from '../../state/json-store.js';
import { stackOf } from '../../steps/index.js';
import type { Config } from '../config/schema.js';
import { FailureError } from '../failure.js';
import type { Demand } from '../permissions/demand.js';
import { charactersIn, divided, mostCharacters, mostPolicies, policyFor, type PolicyDocument } from '../policy/document.js';
import { rehearseDemands } from '../rehearsal/demands.js';
import { acts, type ActName } from '../rehearsal/rehearse.js';
import type { Setting } from '../rehearsal/stage.js';
import { unknownAccount } from '../rehearsal/symbols.js';
import { writerTo } from '../ui/output.js';
import { configOf } from './chosen.js';
import { answered } from './guarded.js';
import { networkNamedIn } from './networks.js';
import type { Arguments } from './options.js';
import { pieceOf, settingOf, worldFor } from './piece.js';

/** What its command line says besides what every command takes. */
export interface PolicyOptions {
  readonly scope: 'all' | ActName;
  readonly account?: string;
  readonly recovery: boolean;
  readonly out?: string;
}

/**
 * `provision policy`: from a config alone; nothing is called. The policy is all of stdout, and with `--json` an event.
 * @returns the exit code
 */
export async function runPolicy(argv: Arguments<PolicyOptions>): Promise<number> {
  return answered('policy', argv, async () => {
    const config = await configOf(argv);
    const setting = await placeOf(argv, config);
    const account = setting.account === unknownAccount ? '*' : undefined;
    const policy = policyFor(await demandsFor(argv, config, setting), config.name, account);
    const files = argv.out === undefined ? undefined : await filesWith(divided(policy), argv.out, config.name);
    const told = { type: 'policy', time: new Date().toISOString(), scope: argv.scope, ...(files ? { files } : { policy }) };
    const text = files ? files.join('\n') : JSON.stringify(policy, null, 2);
    writerTo(process.stdout)(`${argv.json ? JSON.stringify(told) : text}\n`);
    if (!argv.json) for (const note of notesOn(policy, account, argv.out)) writerTo(process.stderr)(`${note}\n`);
  });
}

/** Where the stack is, or will be: no account is asked who it is. */
async function placeOf(argv: Arguments<PolicyOptions>, config: Config): Promise<Setting> {
  const setting = await settingOf(argv, config, await readState(statePath(argv.state, config.name)));
  return { ...setting, account: argv.account ?? setting.account };
}

/** @throws FailureError where the stack cannot be rehearsed */
async function demandsFor({ scope, recovery }: PolicyOptions, config: Config, setting: Setting): Promise<Demand[]> {
  const existing = networkNamedIn(config);
  const piece = pieceOf(config, setting, stackOf(config, setting, () => 'tag'));
  const life = await rehearseDemands(piece, await worldFor(existing, setting));
  const [failure] = life.failures;
  if (failure) throw new FailureError(failure);
  const demands = acts.filter((act) => scope === 'all' || scope === act).flatMap((act) => life[act]);
  const also = recovery && (scope === 'all' || scope === 'up') ? life.recovery : [];
  return named([...demands, ...also], existing ? [existing.vpc, ...existing.public, ...existing.private] : []);
}

/** What the config names by its id is known beforehand. */
function named(demands: readonly Demand[], ids: readonly string[]): Demand[] {
  return demands.map((it) => (ids.some((id) => it.resource.endsWith(`/${id}`)) ? { ...it, pattern: it.resource } : it));
}

/** @returns their names */
async function filesWith(policies: readonly PolicyDocument[], directory: string, stack: string): Promise<string[]> {
  await mkdir(directory, { recursive: true });
  const files = policies.map((_policy, index) => join(directory, policies.length === 1 ? `${stack}.json` : `${stack}-${index + 1}.json`));
  await Promise.all(policies.map((policy, index) => writeFile(files[index] ?? '', `${JSON.stringify(policy, null, 2)}\n`)));
  return files;
}

function notesOn(policy: PolicyDocument, account: string | undefined, out: string | undefined): string[] {
  const [size, parts] = [charactersIn(policy), divided(policy).length];
  const number = (it: number): string => it.toLocaleString('en-US');
  const way = out === undefined ? `: --out DIR writes ${parts}` : '';
  const fits = `A managed policy holds ${number(mostCharacters)}${way}; a user or role takes ${mostPolicies}.`;
  return [
    `${policy.Statement.length} statements, ${number(size)} characters without white space.${size > mostCharacters ? ` ${fits}` : ''}`,
    ...(account === '*' ? ['The account is not known: `*` stands for it in ARNs. --account 123456789012 names it.'] : []),
  ];
}
