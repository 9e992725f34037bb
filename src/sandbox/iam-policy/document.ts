import { operatorOf, operators, type Conditions } from './conditions.js';
import { plainText } from '../../plain-text.js';

/** A parsed policy. Members that may be one text or a list are always lists here. */
export interface Policy {
  readonly statements: readonly Statement[];
}
export interface Statement {
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  /** `isNot`: everything but these. */
  readonly actions: Listed;
  readonly resources: Listed;
  readonly conditions: Conditions;
}
interface Listed {
  readonly isNot: boolean;
  readonly texts: readonly string[];
}

/** One problem of a policy, and the path where it is: `Statement[2].Condition`. */
export interface PolicyProblem {
  readonly path: string;
  readonly message: string;
}
/** A policy was refused. `problems` has everything that is wrong with it. */
export class BadPolicy extends Error {
  constructor(readonly problems: readonly PolicyProblem[]) {
    super(problems.map(({ path, message }) => `${path}: ${message}`).join('; '));
    this.name = 'BadPolicy';
  }
}

/**
 * Reads an identity-based policy: the elements that its grammar has, the condition operators that are known here.
 * @throws BadPolicy
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function readPolicy(text: string): Policy {
  const document = parsed(text);
  const problems: PolicyProblem[] = [];
  const object: Objecting = (path, message) => void problems.push({ path, message });
  if (!isRecord(document))
    throw new BadPolicy([{ path: '', message: 'a policy is an object with Version and Statement' }]);
  const { Version, Statement, Id: _id, ...others } = document;
  for (const element of Object.keys(others)) object(element, 'a policy has no such element');
  if (Version !== '2012-10-17') object('Version', 'it must be "2012-10-17"');
  const statements = Array.isArray(Statement) ? (Statement as unknown[]) : Statement === undefined ? [] : [Statement];
  if (statements.length === 0) object('Statement', 'there is none');
  const read = statements.map((it, index) => statementOf(it, `Statement[${index}]`, object));
  if (problems.length > 0) throw new BadPolicy(problems);
  return { statements: read };
}
type Objecting = (path: string, message: string) => void;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new BadPolicy([{ path: '', message: `it is not JSON: ${(error as Error).message}` }]);
  }
}

const elements = ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];

function statementOf(it: unknown, where: string, object: Objecting): Statement {
  const members = isRecord(it) ? it : {};
  if (!isRecord(it)) object(where, 'it must be an object');
  for (const member of Object.keys(members).filter((name) => !elements.includes(name)))
    object(
      `${where}.${member}`,
      member.endsWith('Principal')
        ? "the policy is its caller's own, and names none"
        : 'a statement has no such element',
    );
  const { Sid, Effect, Condition } = members;
  if (Effect !== 'Allow' && Effect !== 'Deny') object(`${where}.Effect`, 'it must be "Allow" or "Deny"');
  return {
    ...(typeof Sid === 'string' ? { sid: Sid } : {}),
    effect: Effect === 'Deny' ? 'Deny' : 'Allow',
    actions: actionsOf(members, where, object),
    resources: resourcesOf(members, where, object),
    conditions: Condition === undefined ? {} : conditionsOf(Condition, `${where}.Condition`, object),
  };
}

function actionsOf(members: Members, where: string, object: Objecting): Listed {
  const actions = listed(members, 'Action', where, object);
  for (const action of actions.texts.filter((it) => it !== '*' && !/^[\w-]+:[\w*?]+$/.test(it)))
    object(`${where}.Action`, `"${action}" is not like "ec2:CreateVpc"`);
  return actions;
}

function resourcesOf(members: Members, where: string, object: Objecting): Listed {
  const resources = listed(members, 'Resource', where, object);
  for (const resource of resources.texts.filter((it) => it !== '*')) {
    if (!/^arn:([^:]*:){4}.+$/.test(resource)) object(`${where}.Resource`, `"${resource}" is no ARN`);
    // IAM takes them in the last part only.
    if (resource.split(':').slice(0, 5).join(':').includes('${'))
      object(`${where}.Resource`, `"${resource}" has a variable before its fifth colon`);
  }
  return resources;
}

function listed(members: Members, element: 'Action' | 'Resource', where: string, object: Objecting): Listed {
  const [plain, not] = [members[element], members[`Not${element}`]];
  const texts = textsOf(plain ?? not);
  if ((plain === undefined) === (not === undefined)) object(where, `it needs ${element} or Not${element}`);
  else if (!texts)
    object(`${where}.${plain === undefined ? 'Not' : ''}${element}`, 'it must be a text or a list of texts');
  return { isNot: plain === undefined, texts: texts ?? [] };
}

function conditionsOf(it: unknown, where: string, object: Objecting): Conditions {
  if (!isRecord(it)) object(where, 'it must be an object');
  return Object.fromEntries(
    Object.entries(isRecord(it) ? it : {}).map(([operator, keys]) => {
      if (!operatorOf(operator))
        object(`${where}.${operator}`, `the sandbox does not know this operator; it knows ${operators.join(', ')}`);
      return [operator, wantedIn(keys, `${where}.${operator}`, object)];
    }),
  );
}

function wantedIn(keys: unknown, where: string, object: Objecting): Conditions[string] {
  if (!isRecord(keys)) object(where, 'it must be an object');
  return Object.fromEntries(
    Object.entries(isRecord(keys) ? keys : {}).map(([key, values]) => {
      const texts = textsOf(values);
      if (!texts) object(`${where}.${key}`, 'it must be a text or a list of texts');
      return [key, texts ?? []];
    }),
  );
}

type Members = { readonly [member: string]: unknown };
const isRecord = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** One text or several; numbers and booleans are written as texts, too. */
function textsOf(value: unknown): string[] | undefined {
  const all: unknown[] = Array.isArray(value) ? value : [value];
  return all.length > 0 && all.every((it) => ['string', 'number', 'boolean'].includes(typeof it))
    ? all.map(plainText)
    : undefined;
}
