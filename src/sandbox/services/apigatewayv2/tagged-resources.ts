import type { TaggedResources } from '../../service.js';
import { apis, domainNames, stages, vpcLinks } from './tables.js';

/** Their ARNs name no account. */
export const taggedResources: TaggedResources = (context) => {
  const root = `arn:${context.partition}:apigateway:${context.region}::`;
  return [
    ...apis(context)
      .all()
      .map(({ api, tags }) => ({ arn: `${root}/apis/${api.ApiId}`, tags })),
    ...stages(context)
      .all()
      .map(({ apiId, stage, tags }) => ({ arn: `${root}/apis/${apiId}/stages/${stage.StageName}`, tags })),
    ...vpcLinks(context)
      .all()
      .map(({ link, tags }) => ({ arn: `${root}/vpclinks/${link.VpcLinkId}`, tags })),
    ...domainNames(context)
      .all()
      .map(({ name, tags }) => ({ arn: `${root}/domainnames/${name}`, tags })),
  ];
};
