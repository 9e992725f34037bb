import type { TagsByArn } from '../../service.js';
import { apis, childKey, domainNames, stages, vpcLinks } from './tables.js';

export const tagsByArn: TagsByArn = (context, path) => {
  const [, collection = '', id = '', inside, stage] = path.split('/');
  if (collection === 'vpclinks') return vpcLinks(context).get(id)?.tags;
  if (collection === 'domainnames') return inside === undefined ? domainNames(context).get(id)?.tags : undefined;
  if (inside === 'stages' && stage !== undefined) return stages(context).get(childKey(id, stage))?.tags;
  return inside === undefined ? apis(context).get(id)?.tags : undefined;
};
