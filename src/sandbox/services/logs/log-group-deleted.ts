import { signal } from '../../service.js';

/** Somebody has deleted a log group. Who writes to it may create it again. */
export const logGroupDeleted = signal<{ readonly logGroupName: string }>('logs/log-group-deleted');
