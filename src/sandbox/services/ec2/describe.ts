import type { Filter } from '@aws-sdk/client-ec2';
import type { Context } from '../../service.js';
import { filtered, tagFilters, type FilterValues } from './filters.js';
import { named, type Noun } from './nouns.js';
import { page, refusePagedIds, type PageRequest } from './pages.js';
import type { Taggable } from './tables.js';

interface Question extends PageRequest {
  readonly Filters?: Filter[] | undefined;
}

/** How one noun is described: what its filters compare, and what the ids are called in the request. */
export interface Description<Row extends Taggable> {
  readonly noun: Noun<Row>;
  /** As messages spell it, e.g. `vpcIds`. */
  readonly idsParameter: string;
  readonly filters: FilterValues<Row>;
  /** The largest MaxResults; 1000 unless told. */
  readonly most?: number;
}

/**
 * What every Describe operation does: ids that must exist, then filters that may match nothing, then one page.
 * An id that exists and does not pass the filters is left out.
 * @returns copies, so that an answer stays as it was when the world changes
 */
export function described<Row extends Taggable>(
  context: Context,
  { noun, idsParameter, filters, most }: Description<Row>,
  question: Question & { readonly ids: string[] | undefined },
) {
  refusePagedIds(question.ids, idsParameter, question);
  const rows = question.ids?.length ? named(context, noun, [...new Set(question.ids)]) : noun.table(context).all();
  const passing = filtered(rows, question.Filters, { ...filters, ...tagFilters });
  return structuredClone(page(passing, question, most));
}
