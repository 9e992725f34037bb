import type { StepRecord } from '../../state/schema.js';
import type { Answer } from '../cloud/watch.js';
import { isMutating } from '../operation.js';
import { replacer, stringsIn } from './leaves.js';

/** Stands for the account where nobody has asked for it. */
export const unknownAccount = '999999999999';

/**
 * Names for what AWS will choose: ids, addresses and ARNs that nobody can know before the calls are made. What a
 * step gives to others is called as they call it, `${vpc.vpcId}`; what only its own later calls need, as AWS does.
 * @param known what is there already: its ids are shown as they are
 * @returns a function that puts the names into any text
 */
export function symbolsFor(
  records: ReadonlyMap<string, StepRecord>,
  answers: readonly Answer[],
  known: ReadonlySet<string>,
): (text: string) => string {
  const names = new Map([[unknownAccount, '${account}']]);
  const add = (text: string, name: string) => {
    if (!known.has(text) && !names.has(text)) names.set(text, `\${${name}}`);
  };
  for (const [step, { token }] of records) if (token) add(token, `${step}.token`);
  for (const [step, record] of records) {
    const given = new Set(stringsIn(record.want).map(([, text]) => text));
    const told = [...stringsIn(record.out), ...stringsIn(record.id)].filter(([, text]) => !given.has(text) && isTelling(text));
    for (const [path, text] of told) add(text, [step, ...(path.length > 0 ? path : ['id'])].join('.'));
  }
  const sent = new Set<string>();
  for (const { step, operation, input, output } of answers) {
    for (const [, text] of stringsIn(input)) sent.add(text);
    if (!isMutating(operation) || step === undefined) continue;
    const minted = stringsIn(output).filter(([, text]) => isMinted(text) && !sent.has(text));
    for (const [path, text] of minted) add(text, `${step}.${path.findLast((key) => !/^\d+$/.test(key)) ?? operation}`);
  }
  return replacer(names);
}

/** Not a word such as `default` or `ACTIVE`, which may stand for something else elsewhere. */
const isTelling = (text: string): boolean => text.length >= 8 || /\d/.test(text);
/** A UUID, or `eipassoc-0123456789abcdef0`. */
const isMinted = (text: string): boolean => /^([a-z]+-)?([0-9a-f]{17}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.test(text);
