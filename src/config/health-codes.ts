import { format, type Format } from './format.js';

/**
 * The codes of healthy answers: one, several, or a range. HTTP has 200 to 499 here, gRPC 0 to 99; which of the two it is, says the
 * version of the target.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Matcher.html
 */
export const healthCodes: Format = format(
  'a list of codes',
  'they are written as in "200", "200,204" or "200-299"',
  /^\d{1,3}(?:-\d{1,3})?(?:,\d{1,3}(?:-\d{1,3})?){0,49}$/,
  (text) => text.replace(/\s+/g, '').replace(/^(\d)xx$/i, '$100-$199'),
);

/** Whether all codes are within bounds, and no range is the wrong way round. */
export const areCodesWithin = (codes: string, least: number, most: number): boolean =>
  codes.split(',').every((range) => {
    const [from = NaN, to = from] = range.split('-').map(Number);
    return from >= least && to <= most && from <= to;
  });
