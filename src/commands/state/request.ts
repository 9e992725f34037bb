import type { RequestWith } from '../request.js';

export interface StateRequest extends RequestWith<'stack' | 'target' | 'states' | 'display' | 'yes'> {
  /** What to do. */
  readonly act: 'list' | 'show' | 'restore' | 'push' | 'pull' | 'init';
  /** Of `show` and `restore`. */
  readonly versionId?: string | undefined;
}
