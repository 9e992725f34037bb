import { format, type Format } from './format.js';

/** The path of the default rule, which gets every request that no other rule matches. */
export const anyPath = '$default';

/**
 * The path of a listener rule: up to 128 characters, `*` for any number of characters, `?` for one.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
export const pathPattern: Format = format(
  'a path',
  'it begins with "/" and has letters, digits, * ? and _ - . $ / ~ " \' @ : + &, at most 128 of them; or "$default"',
  /^(?:\$default|\/[A-Za-z0-9_.$/~"'@:+&*?-]{0,127})$/,
  (text) => (text === '*' || text === 'default' ? anyPath : `/${text.trim().replace(/^\/+/, '')}`),
);

/** The path of a request. */
export const requestPath: Format = format(
  'a path',
  'it begins with "/" and has no spaces',
  /^\/\S{0,1023}$/,
  (text) => `/${text.trim().replace(/^\/+/, '')}`,
);
