import { format, type Format } from './format.js';

/**
 * The name of a cookie that a program sets. Those that begin with AWSALB are the load balancer's own.
 * Sources: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html; RFC 6265
 */
export const cookieName: Format = format(
  'a name for a cookie',
  "letters, digits and ! # $ % & ' * + - . ^ _ ` | ~, not beginning with AWSALB, which are the load balancer's own",
  /^(?!AWSALB)[A-Za-z0-9!#$%&'*+.^_`|~-]{1,1024}$/,
  (text) => text.split(/[=;]/)[0] ?? '',
);
