import type { StepRecord } from '../../state/schema.js';
import { isKnown, wantBeforehand } from '../runner/want-beforehand.js';
import type { Step } from '../step.js';
import { putExistingCluster } from './assumed-cluster.js';
import { putIssuedCertificate, putHostedZone } from './assumed-domain.js';
import { putExistingListener, putExistingLoadBalancer } from './assumed-load-balancer.js';
import { putExistingGroup } from './assumed-security-group.js';
import { putExistingRole } from './assumed-role.js';
import type { LookedUp, PlaceOfLookups } from './looked-up.js';

/** Puts into a world what these steps are going to look up there. */
export function assumeLookedUp(place: PlaceOfLookups, steps: readonly Step[]): void {
  for (const it of lookupsOf(steps)) put(place, it);
}

/** The same of what is recorded, with its real ids. */
export function assumeRecorded(place: PlaceOfLookups, records: ReadonlyMap<string, StepRecord>): void {
  for (const { type, want, out } of records.values())
    put(place, { type, want: Object(want) as LookedUp['want'], out: out as LookedUp['out'] });
}

/** What steps look up that do not depend on others. */
export const lookupsOf = (steps: readonly Step[]): (LookedUp & { readonly step: Step })[] =>
  steps.flatMap((step) => {
    if (!(step.resource.type in putters)) return [];
    const want = wantBeforehand(step, new Map());
    return want && isKnown(want) ? [{ type: step.resource.type, want, step }] : [];
  });

export function put(place: PlaceOfLookups, it: LookedUp): void {
  putters[it.type]?.(place, it);
}

const putters: { readonly [type: string]: (place: PlaceOfLookups, it: LookedUp) => void } = {
  'hosted-zone': putHostedZone,
  'issued-certificate': putIssuedCertificate,
  'existing-cluster': putExistingCluster,
  'existing-load-balancer': putExistingLoadBalancer,
  'existing-listener': putExistingListener,
  'existing-role': putExistingRole,
  'existing-security-group': putExistingGroup,
};
