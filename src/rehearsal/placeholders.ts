import type { StepRecord } from '../../state/schema.js';
import type { Answer } from '../cloud/watch.js';
import { unknownStackId } from '../identity.js';
import { isMutating } from '../is-mutating.js';
import { plainToken } from '../plain-token.js';
import { textReplacer, stringsIn } from './json-strings.js';

/** The account number of rehearsals that do not know the account. */
export const unknownAccount = '999999999999';

/**
 * Placeholders for what AWS will choose: ids, addresses and ARNs that nobody can know before the calls are made. What a
 * step gives to other steps is named by step and member, `${vpc.vpcId}`. What only its own later calls need has AWS's
 * name of the member.
 * @param known texts of what exists already: they are shown as they are
 * @param stackId the stack's, where it is not known before
 * @returns a function that puts the placeholders into any text
 */
export function placeholdersFor(
  records: ReadonlyMap<string, StepRecord>,
  answers: readonly Answer[],
  known: ReadonlySet<string>,
  stackId = unknownStackId,
): (text: string) => string {
  const names = new Map([
    [unknownAccount, '${account}'],
    [stackId, '${stack.id}'],
  ]);
  const add = (text: string, name: string) => {
    if (!known.has(text) && !names.has(text)) names.set(text, `\${${name}}`);
  };
  for (const [step, { token }] of records)
    if (token) for (const form of [token, plainToken(token)]) add(form, `${step}.token`);
  // What a step wants and no step before it has given is from the config, such as the family of a task definition.
  const given = new Set<string>();
  for (const [step, record] of neededFirst(records)) {
    for (const [, text] of stringsIn(record.want)) if (!names.has(text)) given.add(text);
    const produced = [...stringsIn(record.out), ...stringsIn(record.id)].filter(
      ([path, text]) => !given.has(text) && (isDistinctive(text) || isId(path)),
    );
    for (const [path, text] of produced) add(text, [step, ...(path.length > 0 ? path : ['id'])].join('.'));
  }
  const sent = new Set<string>();
  for (const { step, operation, input, output } of answers) {
    for (const [, text] of stringsIn(input)) sent.add(text);
    if (!isMutating(operation) || step === undefined) continue;
    const generated = stringsIn(output).filter(([, text]) => isGenerated(text) && !sent.has(text));
    for (const [path, text] of generated)
      add(text, `${step}.${path.findLast((key) => !/^\d+$/.test(key)) ?? operation}`);
  }
  return textReplacer(names);
}

/** Each record after those that it needs: one that is changed keeps its place in the state, whatever it needs by now. */
function neededFirst(records: ReadonlyMap<string, StepRecord>): ReadonlyMap<string, StepRecord> {
  const ordered = new Map<string, StepRecord>();
  const begun = new Set<string>();
  const put = (step: string): void => {
    const record = records.get(step);
    if (!record || begun.has(step)) return;
    begun.add(step);
    for (const need of record.needs) put(need);
    ordered.set(step, record);
  };
  for (const step of records.keys()) put(step);
  return ordered;
}

/** Whether a text is an id or a name, not a word such as `default` or `ACTIVE` that has other meanings elsewhere. */
const isDistinctive = (text: string): boolean => text.length >= 8 || /\d/.test(text);
/** Whether a member is an id by its name. API Gateway's ids are short, and some of them have letters only, like `fcfcdf`. */
const isId = (path: readonly string[]): boolean => /Id$/.test(path.at(-1) ?? '');
/** A UUID, or `eipassoc-0123456789abcdef0`. */
const isGenerated = (text: string): boolean =>
  /^([a-z]+-)?([0-9a-f]{17}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.test(text);
