import { alphanumericName, iamPrefixes } from '../aws/names.js';
import type { RequiredPermission } from '../permissions/required-permission.js';
import { iamCharacters, managedPolicyCharacters } from '../iam-characters.js';
import { cut } from '../policy-statements.js';
import type { Condition, Scope } from './condition.js';
import { grantsFor, type Grant } from './grants.js';

/** A policy as IAM takes it. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly PolicyStatement[];
}
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[] | string;
  readonly Resource: readonly string[] | string;
  readonly Condition?: Condition;
}

const scopes: readonly Scope[] = [
  'Look',
  'Any',
  'Named',
  'New',
  'TagNew',
  'Own',
  'GuardDuty',
  'RolePolicies',
  'PassRole',
  'LinkedRole',
  'Records',
];

/**
 * The smallest policy that allows the required permissions.
 * @param stack its name
 * @param account put in the place of the one of the rehearsal, in all ARNs: `*` where it is not known
 */
export function policyFor(demands: readonly RequiredPermission[], stack: string, account?: string): PolicyDocument {
  const grants = grantsFor(demands, stack).toSorted((a, b) => rank(a) - rank(b));
  const names = new Map<string, number>();
  const Statement = grants.map((grant): PolicyStatement => {
    const { actions } = grant;
    const condition = account === undefined ? grant.condition : inAccount(grant.condition, account);
    const resources = grant.resources.map((it) => (account === undefined ? it : ofAccount(it, account)));
    const some = Object.keys(condition).length > 0 ? { Condition: condition } : {};
    return {
      Sid: sidOf(grant, names),
      Effect: 'Allow',
      Action: oneOrMany(actions),
      Resource: oneOrMany(resources),
      ...some,
    };
  });
  return { Version: '2012-10-17', Statement };
}

/** In the registry's order; actions of services that are only called for another one come last. */
const rank = ({ service, scope }: Grant): number =>
  (iamPrefixes.includes(service) ? iamPrefixes.indexOf(service) : iamPrefixes.length) * scopes.length +
  scopes.indexOf(scope);

/** Resources that AWS owns, or that have no account in their ARN, keep it so. */
const ofAccount = (pattern: string, account: string): string =>
  pattern.replace(/^((?:[^:]*:){4})\d{12}:/, `$1${account}:`);

/** Conditions that name a policy of the account, as a role may get it attached. */
const inAccount = (condition: Condition, account: string): Condition =>
  Object.fromEntries(
    Object.entries(condition).map(([operator, keys]) => [
      operator,
      Object.fromEntries(
        Object.entries(keys).map(([key, values]) => [
          key,
          typeof values === 'string' ? ofAccount(values, account) : values.map((it) => ofAccount(it, account)),
        ]),
      ),
    ]),
  );

/** `Ec2New`, `Ec2New2` */
function sidOf({ service, scope }: Grant, names: Map<string, number>): string {
  const name = `${alphanumericName(service)}${scope}`;
  const count = (names.get(name) ?? 0) + 1;
  names.set(name, count);
  return count === 1 ? name : `${name}${count}`;
}

const oneOrMany = (texts: readonly string[]): readonly string[] | string =>
  texts.length === 1 ? (texts[0] ?? '') : texts;

/** The size of a policy as IAM counts it. */
export const charactersIn = (document: PolicyDocument): number => iamCharacters(document);

/**
 * Several policies that together allow the same, each small enough to be a managed one; one, if it is small enough. A statement
 * that is too long for a policy is several of them, by its lists.
 */
export function splitBySize(document: PolicyDocument): PolicyDocument[] {
  if (charactersIn(document) <= managedPolicyCharacters) return [document];
  const parts: PolicyStatement[][] = [[]];
  for (const statement of document.Statement.flatMap(inPieces)) {
    const last = parts.at(-1) ?? [];
    if (charactersIn({ ...document, Statement: [...last, statement] }) <= managedPolicyCharacters) last.push(statement);
    else parts.push([statement]);
  }
  return parts.filter((part) => part.length > 0).map((Statement) => ({ ...document, Statement }));
}

/** The most that a statement may have beside the frame of a policy, and some digits behind its name. */
const statementCharacters = managedPolicyCharacters - 60;

/** Names of statements are unique in a policy. */
const inPieces = (statement: PolicyStatement): PolicyStatement[] =>
  cut(statement, statementCharacters).map((piece, index) =>
    index === 0 ? piece : { ...piece, Sid: `${statement.Sid}Part${index + 1}` },
  );
