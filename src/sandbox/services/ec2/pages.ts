import { invalidCombination, invalid } from './refusals.js';

export interface PageRequest {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

/** Which MaxResults an operation takes. Source: EC2's service model, and the pages of the operations. */
export interface PageRange {
  /** The smallest; 5 unless told. */
  readonly least?: number;
  /** The largest; 1000 unless told. */
  readonly most?: number;
  /** More than the largest is taken for the largest, and not refused. */
  readonly clamps?: true;
}

/** That of endpoints and their services. The pages name no smallest. */
export const endpointPages: PageRange = { least: 1, clamps: true };

/**
 * One page of the rows, and the token of the next one where there is one.
 * A token is a place in the list: what is deleted between two pages shifts it.
 * @throws AwsError InvalidParameterValue for a bad MaxResults or token
 */
export function page<Row>(
  rows: readonly Row[],
  request: PageRequest,
  { least = 5, most = 1000, clamps }: PageRange = {},
) {
  const { NextToken } = request;
  const MaxResults = clamps && (request.MaxResults ?? 0) > most ? most : request.MaxResults;
  if (MaxResults !== undefined && MaxResults < least)
    throw invalid(
      `Value ( ${MaxResults} ) for parameter maxResults is invalid. Expecting a value greater than ${least}.`,
    );
  if (MaxResults !== undefined && MaxResults > most)
    throw invalid(`Value ( ${MaxResults} ) for parameter maxResults is invalid. Expecting a value less than ${most}.`);
  const start = placeOf(NextToken);
  const end = start + (MaxResults ?? rows.length);
  return { rows: rows.slice(start, end), ...(end < rows.length && { NextToken: tokenOf(end) }) };
}

/** @throws AwsError InvalidParameterCombination: ids name what is wanted, so there is nothing to page through */
export function refusePagedIds(ids: readonly string[] = [], parameter: string, { MaxResults }: PageRequest): void {
  if (ids.length && MaxResults !== undefined)
    throw invalidCombination(`The parameter ${parameter} cannot be used with the parameter maxResults`);
}

const tokenOf = (place: number): string => Buffer.from(`place:${place}`).toString('base64url');

function placeOf(token: string | undefined): number {
  if (!token) return 0;
  const [, place] = /^place:(\d+)$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (place === undefined) throw invalid('Unable to parse pagination token');
  return Number(place);
}
