import { ec2Principal } from '../../src/aws/principals.js';
import { dnsSuffixOf } from '../../src/facts/partitions.js';
import type { AwsLocation } from '../../src/rehearsal/in-memory-aws.js';

/** Names that services have in trust policies and conditions. Those of ECS and of service-linked roles are the same everywhere. */
const principals = (partition: string): readonly string[] => [
  ec2Principal(partition),
  ...['ecs-tasks', 'ecs', 'elasticloadbalancing', 'autoscaling', 'ops.apigateway'].map((it) => `${it}.amazonaws.com`),
];

/** Names of endpoint services: those that China has under a name of its own, and all others. */
const serviceName = /(?<![\w.])((?:cn\.)?com\.amazonaws)\.([\w-]+)\.([\w.-]*\w)/g;
const ownInChina = /^(ecr\.(api|dkr)|sts)$/;

const arn = /\barn:([^:\s"]*):[^:\s"]*:([^:\s"]*):[^\s"]*/g;
const host = /[\w.*-]*\bamazonaws\.com(?:\.cn)?/g;

/**
 * What a text names that belongs to another region or partition: ARNs, hosts and endpoint services.
 * @param encoded state, world, calls, policy or script; IAM shows documents with their characters encoded as in URLs
 */
export function foreignNames(encoded: string, { region, partition }: AwsLocation): string[] {
  const text = encoded.replaceAll(/%[0-7][0-9A-F]/g, decodeURIComponent);
  const isArn = ([, theirs, its]: RegExpMatchArray) =>
    theirs === partition && /^(|\*|\$.*)$/.test(its?.replace(region, '') ?? '');
  const isHost = ([name]: RegExpMatchArray) =>
    principals(partition).includes(name) ||
    (name.endsWith(`.${dnsSuffixOf(region)}`) && (name.includes(`.${region}.`) || name.includes('.compute-1.')));
  const isService = ([, start, its, service = '']: RegExpMatchArray) =>
    its === region && (start !== 'com.amazonaws') === (partition === 'aws-cn' && ownInChina.test(service));
  const wrong = (all: RegExp, isRight: (match: RegExpMatchArray) => boolean) =>
    [...text.matchAll(all)].filter((match) => !isRight(match)).map(([name]) => name);
  return [...new Set([...wrong(arn, isArn), ...wrong(host, isHost), ...wrong(serviceName, isService)])];
}
