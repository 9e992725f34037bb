import type { Context } from '../../service.js';
import type { GroupRow, MemberRow } from './tables.js';

/** What a service does before an instance is terminated; it calls `proceed` of `members.ts` when it is done. */
export type TerminationHook = (context: Context, row: GroupRow, member: MemberRow) => void;

const known = new Map<string, TerminationHook>();

/**
 * Gives a lifecycle hook its meaning: ECS has one for managed draining. Once, when the program is loaded. A group has
 * the hook when its row names it.
 */
export const onTermination = (name: string, hook: TerminationHook): void => void known.set(name, hook);

/** The hooks of a group that somebody answers to. */
export const hooksOf = ({ hooks }: GroupRow): TerminationHook[] => hooks.flatMap((name) => known.get(name) ?? []);
