import { ListResourceRecordSetsCommand, type ResourceRecordSet } from '@aws-sdk/client-route-53';
import { on } from '../../service.js';
import { canonicalName, sortName } from './names.js';
import { existingZone, invalidInput } from './refusals.js';
import { records, type RecordRow } from './tables.js';

export const recordSetOperations = [
  /**
   * In the order of names from the right, and of types; 300 at most.
   * Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListResourceRecordSets.html
   */
  on(ListResourceRecordSetsCommand, (input, context) => {
    const { id } = existingZone(context, input.HostedZoneId);
    const { StartRecordName, StartRecordType, StartRecordIdentifier } = input;
    if (StartRecordType !== undefined && StartRecordName === undefined)
      throw invalidInput('The input is not valid: a start type needs a start name');
    if (StartRecordIdentifier !== undefined && StartRecordType === undefined)
      throw invalidInput('The input is not valid: a start identifier needs a start type');
    const from = StartRecordName === undefined ? '' : orderOf(canonicalName(StartRecordName), StartRecordType ?? '');
    const rows = records(context)
      .all(({ zoneId, name, type }) => zoneId === id && orderOf(name, type) >= from)
      .sort((a, b) => (orderOf(a.name, a.type) < orderOf(b.name, b.type) ? -1 : 1));
    const size = Math.min(input.MaxItems ?? 300, 300);
    const next = rows[size];
    return {
      ResourceRecordSets: rows.slice(0, size).map(shown),
      IsTruncated: next !== undefined,
      ...(next && { NextRecordName: next.name, NextRecordType: next.type }),
      MaxItems: size,
    };
  }),
];

/** Sorts as Route 53 lists: a name comes before all that lies within it. */
const orderOf = (name: string, type: string): string => `${sortName(name.replace(/\.$/, ''))}\u0000${type}`;

export const shown = ({ name, type, ttl, values, alias }: RecordRow): ResourceRecordSet => ({
  Name: name,
  Type: type,
  ...(ttl !== undefined && { TTL: ttl }),
  ...(values && { ResourceRecords: values.map((Value) => ({ Value })) }),
  ...(alias && { AliasTarget: { ...alias } }),
});
