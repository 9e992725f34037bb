import { expect, test } from '@jest/globals';
import { placeholdersFor } from '../../src/rehearsal/placeholders.js';
import type { StepRecord } from '../../state/schema.js';

const record = (out: StepRecord['out'], want: StepRecord['want'] = {}): StepRecord =>
  ({ type: 'any', status: 'ready', id: 'arn:aws:any', want, out, needs: [], why: '' }) as unknown as StepRecord;
const replaced = (records: { [step: string]: StepRecord }, text: string) =>
  placeholdersFor(new Map(Object.entries(records)), [], new Set())(text);

test('an id of letters only is one of those that AWS chooses, as any other', () => {
  const records = { 'vpc-link': record({ vpcLinkId: 'fcfcdf' }), api: record({ apiId: 'a1b2c3' }) };
  expect(replaced(records, 'fcfcdf and a1b2c3')).toBe('${vpc-link.vpcLinkId} and ${api.apiId}');
});

test('a word that a step gives under a name of its own is shown as it is', () => {
  expect(replaced({ group: record({ groupName: 'default' }) }, 'default')).toBe('default');
});

test('an id that was in the config is shown as it is', () => {
  expect(replaced({ vpc: record({ vpcId: 'vpc-1' }, { vpcId: 'vpc-1' }) }, 'vpc-1')).toBe('vpc-1');
});
