import { signal } from '../../service.js';
import type { GroupRow, MemberRow } from './tables.js';

/** ECS builds on Auto Scaling, which knows nothing of it. */

/** Somebody has changed a group: its bounds, its launch template, its capacity. */
export const groupChanged = signal<GroupRow>('autoscaling/group-changed');

/**
 * An instance of a group that has lifecycle hooks is about to be terminated. Whoever reacts calls `completeTermination` of
 * `members.ts` when it is done.
 */
export const beforeTermination = signal<MemberRow>('autoscaling/before-termination');
