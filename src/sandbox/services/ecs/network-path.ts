import type { Context } from '../../service.js';
import { hasInternetRoute } from '../ec2/network.js';
import { networkInterfaces, rules, type NetworkInterfaceRow } from '../ec2/tables.js';
import { taskDefinitions, type TaskRow } from './tables.js';

/**
 * Whether a task gets at its images, by the network it is in. All that decides it is in this file: today the way
 * through an internet gateway; NAT gateways and VPC endpoints have no tables yet, so they offer no way.
 */

/**
 * Why an image of the task cannot be pulled, in AWS's words; `undefined` where all can.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html and
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/resource-initialization-error.html
 */
export function pullProblem(context: Context, { task, networkInterfaceId }: TaskRow): string | undefined {
  const own = networkInterfaces(context).get(networkInterfaceId ?? '');
  if (own && reachesInternet(context, own)) return undefined;
  const name = task.taskDefinitionArn.split('/').at(-1) ?? '';
  const image = taskDefinitions(context).get(name)?.definition.containerDefinitions[0]?.image ?? '';
  const { host, repository, reference } = parsed(image);
  if (/\.dkr\.ecr\./.test(host))
    return (
      'ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull registry auth from ' +
      'Amazon ECR: There is a connection issue between the task and Amazon ECR. Check your task network ' +
      'configuration. operation error ECR: GetAuthorizationToken, exceeded maximum number of attempts, 3, request ' +
      `send failed, Post "https://api.ecr.${context.region}.amazonaws.com/": dial tcp: i/o timeout`
    );
  const api = host === 'docker.io' ? 'registry-1.docker.io' : host;
  return (
    'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref ' +
    `${host}/${repository}${reference}: failed to do request: Head "https://${api}/v2/${repository}/manifests/` +
    `${reference.slice(1)}": ` +
    'dial tcp: i/o timeout'
  );
}

/** A public address, a default route to an internet gateway that is attached, and a group that lets HTTPS out. */
const reachesInternet = (context: Context, own: NetworkInterfaceRow): boolean =>
  own.Association?.PublicIp !== undefined && hasInternetRoute(context, own.SubnetId) && letsHttpsOut(context, own);

function letsHttpsOut(context: Context, { Groups }: NetworkInterfaceRow): boolean {
  const ids = Groups.map(({ GroupId }) => GroupId);
  const egress = rules(context).all(({ GroupId, IsEgress }) => IsEgress && ids.includes(GroupId));
  return egress.some(
    ({ CidrIpv4, IpProtocol, FromPort, ToPort }) =>
      CidrIpv4 === '0.0.0.0/0' &&
      (IpProtocol === '-1' || (IpProtocol === 'tcp' && FromPort <= 443 && ToPort >= 443)),
  );
}

/** An image's registry, repository and `:tag` or `@digest`, with Docker's defaults. */
function parsed(image: string): { host: string; repository: string; reference: string } {
  const [, name = image, reference = ':latest'] = /^(.+?)((?:@sha256:|:(?=[^/]+$)).+)?$/.exec(image) ?? [];
  const [first = '', ...rest] = name.split('/');
  if (rest.length > 0 && /[.:]|^localhost$/.test(first)) return { host: first, repository: rest.join('/'), reference };
  return { host: 'docker.io', repository: rest.length > 0 ? name : `library/${name}`, reference };
}
