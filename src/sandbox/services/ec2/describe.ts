import type { Filter } from '@aws-sdk/client-ec2';
import type { Context } from '../../service.js';
import { filtered, tagFilters, type FilterValues } from './filters.js';
import { existingRows, type ResourceKind } from './resource-kinds.js';
import { page, refusePagedIds, type PageRange, type PageRequest } from './pages.js';
import type { Taggable } from './tables.js';

interface Question extends PageRequest {
  readonly Filters?: Filter[] | undefined;
}

/** How one kind of resource is described: the values that its filters compare, and the name of the ids parameter. */
export interface Description<Row extends Taggable> {
  readonly kind: ResourceKind<Row>;
  /** As messages spell it, e.g. `vpcIds`. */
  readonly idsParameter: string;
  readonly filters: FilterValues<Row>;
  readonly pages?: PageRange;
}

/**
 * What every Describe operation does: it looks up ids, which must exist, then applies filters, which may match nothing,
 * then takes one page. A row whose id was given is left out where the filters do not match it.
 * @returns copies, so that an answer stays as it was when the world changes
 */
export function described<Row extends Taggable>(
  context: Context,
  { kind, idsParameter, filters, pages }: Description<Row>,
  question: Question & { readonly ids: string[] | undefined },
) {
  refusePagedIds(question.ids, idsParameter, question);
  const rows = question.ids?.length
    ? existingRows(context, kind, [...new Set(question.ids)])
    : kind.table(context).all();
  const passing = filtered(rows, question.Filters, { ...filters, ...tagFilters });
  return structuredClone(page(passing, question, pages));
}
