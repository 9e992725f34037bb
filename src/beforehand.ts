import { gather } from './edges.js';
import type { Given, NeedMap, Step } from './step.js';

/** What a step will want, as far as that is known before anything is there: what others give has only a name yet. */
export const wantBeforehand = (step: Step): unknown =>
  step.want(gather(step, (need, onlyId) => (onlyId ? need.name : given(need))) as Given<NeedMap>);

/** Zones are known by letters of ours. Any other member is the name of the step that will give it. */
const given = ({ name, resource: { type } }: Step): unknown =>
  type === 'availability-zones' ? { zoneIds: [...'abcdef'] } : new Proxy({}, { get: () => name, has: () => true });
