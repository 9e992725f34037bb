import { DescribeServiceRevisionsCommand, type ContainerImage, type ServiceRevision } from '@aws-sdk/client-ecs';
import { on, regional, type Context } from '../../../service.js';
import { isMonitoring } from '../../ec2/guardduty/runtime-monitoring.js';
import { atMost, present } from '../input.js';
import { definitionNamed } from '../names.js';
import { pulledDigest } from '../prerequisites/image-presence.js';
import type { Revision, ServiceRow } from '../tables.js';

/** What a service ran at some time, with the images that its tags named then. It stays as it is. */
type ServiceRevisionRow = ServiceRevision & { readonly serviceRevisionArn: string; readonly serviceArn: string };
const serviceRevisions = regional<ServiceRevisionRow>('ecs/service-revisions');

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-revision.html */
export const serviceRevisionOperations = [
  on(DescribeServiceRevisionsCommand, (input, context) => {
    const arns = atMost(present(input.serviceRevisionArns, 'Service revision ARNs'), 20, 'Service revision ARNs');
    const found = arns.map((arn) => ({ arn, row: serviceRevisions(context).get(arn) }));
    return {
      serviceRevisions: found.flatMap(({ row }) => row ?? []),
      failures: found.flatMap(({ arn, row }) => (row ? [] : [{ arn, reason: 'MISSING' }])),
    };
  }),
];

export function keepServiceRevision(
  context: Context,
  serviceRevisionArn: string,
  { serviceArn, clusterArn }: ServiceRow['service'],
  revision: Revision,
): void {
  const { network, platformVersion, ...rest } = revision;
  serviceRevisions(context).set(serviceRevisionArn, {
    serviceRevisionArn,
    serviceArn,
    clusterArn,
    createdAt: context.now,
    ...structuredClone(rest),
    ...(platformVersion !== undefined && {
      platformVersion: platformVersion === 'LATEST' ? '1.4.0' : platformVersion,
      platformFamily: 'Linux',
    }),
    networkConfiguration: { awsvpcConfiguration: structuredClone(network) },
    containerImages: imagesOf(context, revision),
    guardDutyEnabled: isMonitoring(context.world),
  });
}

const imagesOf = (context: Context, { taskDefinition }: Revision): ContainerImage[] =>
  (definitionNamed(context, taskDefinition)?.definition.containerDefinitions ?? []).map(({ name, image = '' }) => {
    const imageDigest = pulledDigest(context, image);
    return { containerName: name, image, ...(imageDigest !== undefined && { imageDigest }) };
  });

/** They end with their service. */
export function forgetServiceRevisions(context: Context, serviceArn: string): void {
  for (const row of serviceRevisions(context).all((it) => it.serviceArn === serviceArn))
    serviceRevisions(context).delete(row.serviceRevisionArn);
}
