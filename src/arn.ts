/** An ARN in its parts. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export interface Arn {
  readonly text: string;
  readonly partition: string;
  /** `ec2` */
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** All that follows the account: `vpc/vpc-0123456789abcdef0`, `log-group:/ecs/web`. */
  readonly resource: string;
}

/** @returns undefined where the text is no ARN */
export function parseArn(text: string): Arn | undefined {
  const [arn, partition = '', service = '', region = '', account = '', ...rest] = text.split(':');
  const resource = rest.join(':');
  return arn === 'arn' && resource !== '' ? { text, partition, service, region, account, resource } : undefined;
}

/**
 * What follows a prefix in ARNs of one service.
 * @param prefix `vpc/`
 * @returns a function from an ARN to `vpc-0123456789abcdef0`, or to undefined where it is of something else
 */
export const afterPrefix =
  (service: string, prefix: string) =>
  (arn: Arn): string | undefined =>
    arn.service === service && arn.resource.startsWith(prefix) ? arn.resource.slice(prefix.length) : undefined;

/** The ARN itself, where it is one service's and its resource begins so. */
export const wholeArn =
  (service: string, prefix: string) =>
  (arn: Arn): string | undefined =>
    arn.service === service && arn.resource.startsWith(prefix) ? arn.text : undefined;
