import { AwsError } from '../../service.js';

/**
 * Domain names as Route 53 keeps them: small letters, a dot at the end. Characters other than letters, digits, hyphens,
 * underscores and dots are shown by their octal code: `*` is `\052`.
 * Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html
 */
export const canonicalName = (name: string): string =>
  `${name.toLowerCase().replace(/\.$/, '')}.`.replace(
    /[^a-z0-9._\\-]/g,
    (it) => `\\${it.charCodeAt(0).toString(8).padStart(3, '0')}`,
  );

/** `\052.example.com.` → `*.example.com` */
export const plainName = (name: string): string =>
  name.replace(/\\(\d{3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8))).replace(/\.$/, '');

/** @throws AwsError `InvalidDomainName` */
export function checkDomainName(name: string): void {
  const labels = name.replace(/\.$/, '').split('.');
  const isName = name.length <= 255 && labels.every((it) => /^[^\s.]{1,63}$/.test(it));
  if (!isName) throw new AwsError('InvalidDomainName', 'The domain name is invalid');
}

/** Whether a name is that of the zone, or lies within it. Both are canonical. */
export const isWithin = (name: string, zone: string): boolean => name === zone || name.endsWith(`.${zone}`);

/** Route 53 lists names by their labels from the right: `com.example.www`. */
export const sortName = (name: string): string => name.split('.').toReversed().join('.');
