import type { CreateScheduleInput, EcsParameters, ScheduleGroupState, Tag, Target } from '@aws-sdk/client-scheduler';
import { regional } from '../../service.js';
import type { Clocked } from '../clocked.js';

export interface GroupRow {
  readonly name: string;
  state: ScheduleGroupState;
  created: Date;
  changed: Date;
  tags: Tag[];
  /** The token of the request that has made it. */
  token?: string | undefined;
}
/** Every group of the region but `default`, which is always there and has no row. */
export const groups = regional<GroupRow>('scheduler/groups');

/** What a schedule says, with what AWS fills in. */
export type ScheduleSettings = Omit<CreateScheduleInput, 'ClientToken' | 'Target'> & {
  readonly Name: string;
  readonly GroupName: string;
  readonly ScheduleExpression: string;
  readonly Target: Target & { readonly Arn: string; readonly RoleArn: string; readonly EcsParameters: EcsParameters };
};

export interface ScheduleRow extends Clocked {
  settings: ScheduleSettings;
  created: Date;
  changed: Date;
  /** The token of the request that has made it, and what that said. */
  run?: { readonly token: string; readonly request: string } | undefined;
}
/** Every schedule of the region, by its group and name. */
export const schedules = regional<ScheduleRow>('scheduler/schedules');

/** The key of a schedule. No name has a slash. */
export const keyOf = (group: string, name: string): string => `${group}/${name}`;
