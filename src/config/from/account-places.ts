/** What stands in a text: an account of AWS, or a region. */
export type PlaceOf = 'account' | 'region';

/** A part of an ARN or of the name of a host, which may be a variable or a placeholder. */
const part = String.raw`(?:\$?\{\{?[^{}]*\}?\}|<[^<>]*>|[^:\s"'=,/.{}<>])*`;
const inArns = new RegExp(String.raw`\b(arn:aws[a-z-]*:[a-z0-9-]+:)(${part}):(${part})(?=:)`, 'g');
const inImages = new RegExp(
  String.raw`(^|[\s"'=,/])(${part})(\.dkr\.ecr(?:-fips)?\.)(${part})(?=\.amazonaws\.com)`,
  'g',
);

/**
 * Replaces the accounts and regions of a text: they have places of their own in ARNs, and in the names of images in ECR.
 * Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html,
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html
 */
export const atPlaces = (text: string, replace: (word: string, of: PlaceOf) => string): string =>
  text
    .replace(
      inArns,
      (_, before: string, region: string, account: string) =>
        `${before}${replace(region, 'region')}:${replace(account, 'account')}`,
    )
    .replace(
      inImages,
      (_, before: string, account: string, host: string, region: string) =>
        `${before}${replace(account, 'account')}${host}${replace(region, 'region')}`,
    );
