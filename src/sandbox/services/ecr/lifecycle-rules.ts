import { plainText } from '../../../plain-text.js';

/** Any JSON object. */
interface Fields {
  readonly [name: string]: unknown;
}

/**
 * The message for the first problem of a lifecycle policy; undefined where ECR would take it.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 */
export function lifecyclePolicyProblem(text: string): string | undefined {
  const rules = rulesIn(text);
  if (!rules) return 'Could not map policyString into LifecyclePolicy.';
  const fault = rules.map(faultOfRule).find((it) => it !== undefined);
  if (fault !== undefined) return fault;
  const priorities = rules.map(({ rulePriority }) => Number(rulePriority));
  if (new Set(priorities).size < rules.length) return 'Duplicate rulePriorities.';
  const selecting = (status: string) => rules.filter(({ selection }) => fieldsOf(selection)?.['tagStatus'] === status);
  if (selecting('untagged').length > 1) return 'Only one rule can select Untagged images.';
  const [any, second] = selecting('any');
  if (second) return 'Only one rule can select Any images.';
  const last = Math.max(...priorities);
  return any && Number(any['rulePriority']) < last ? 'Any rule must have the highest rulePriority.' : undefined;
}

function rulesIn(text: string): readonly Fields[] | undefined {
  const policy = fieldsOf(parsed(text));
  const rules = policy?.['rules'];
  if (!Array.isArray(rules) || rules.length === 0 || Object.keys(policy ?? {}).length > 1) return undefined;
  const all = rules.map(fieldsOf);
  return all.every((rule) => rule !== undefined) ? all : undefined;
}

function faultOfRule({ rulePriority, selection, action }: Fields): string | undefined {
  if (!isCount(rulePriority)) return 'rulePriority must be a number of at least 1.';
  if (fieldsOf(action)?.['type'] !== 'expire') return 'the action of a rule must have the type expire.';
  const select = fieldsOf(selection);
  return select ? faultOfSelection(select) : 'a rule must have a selection.';
}

function faultOfSelection({ tagStatus, tagPrefixList, tagPatternList, countType, countNumber, countUnit }: Fields) {
  const lists = [tagPrefixList, tagPatternList].filter((list) => list !== undefined).length;
  if (!['tagged', 'untagged', 'any'].includes(plainText(tagStatus)))
    return 'tagStatus must be tagged, untagged or any.';
  if (lists !== (tagStatus === 'tagged' ? 1 : 0))
    return 'tagStatus tagged, and no other, has either a tagPrefixList or a tagPatternList.';
  if (!isCount(countNumber)) return 'countNumber must be a number of at least 1.';
  const unit = units.get(countType);
  if (!unit) return 'countType must be imageCountMoreThan or sinceImagePushed.';
  return unit.includes(countUnit) ? undefined : `countType ${plainText(countType)} has another countUnit.`;
}

/** What each way of counting counts in. */
const units = new Map<unknown, readonly unknown[]>([
  ['imageCountMoreThan', [undefined]],
  ['sinceImagePushed', ['days']],
]);

const isCount = (value: unknown): boolean => typeof value === 'number' && Number.isInteger(value) && value >= 1;

const fieldsOf = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
