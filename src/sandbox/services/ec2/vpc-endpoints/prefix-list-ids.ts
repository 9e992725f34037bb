import { createHash } from 'node:crypto';

/**
 * The ids of the lists that AWS keeps for its gateway services, in the regions where they have been published: they
 * are the same for every account.
 */
const published: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  s3: {
    'us-east-1': 'pl-63a5400a',
    'us-east-2': 'pl-7ba54012',
    'us-west-1': 'pl-6ba54002',
    'us-west-2': 'pl-68a54001',
    'eu-west-1': 'pl-6da54004',
    'eu-west-2': 'pl-7ca54015',
    'eu-central-1': 'pl-6ea54007',
    'eu-north-1': 'pl-c3aa4faa',
    'ap-northeast-1': 'pl-61a54008',
    'ap-northeast-2': 'pl-78a54011',
    'ap-southeast-1': 'pl-6fa54006',
    'ap-southeast-2': 'pl-6ca54005',
    'ap-south-1': 'pl-78a54011',
    'sa-east-1': 'pl-6aa54003',
  },
  dynamodb: {
    'us-east-1': 'pl-02cd2c6b',
    'us-east-2': 'pl-4ca54025',
    'us-west-1': 'pl-6ea54007',
    'us-west-2': 'pl-00a54069',
    'eu-west-1': 'pl-6fa54006',
    'eu-west-2': 'pl-b3a742da',
    'eu-central-1': 'pl-66a5400f',
    'eu-north-1': 'pl-adae4bc4',
    'ap-northeast-1': 'pl-78a54011',
    'ap-northeast-2': 'pl-48a54021',
    'ap-southeast-1': 'pl-67a5400e',
    'ap-southeast-2': 'pl-62a5400b',
    'ap-south-1': 'pl-66a7420f',
  },
};

/** The id of a service's list in a region: AWS's where it is known here, elsewhere one that is always the same. */
export const prefixListId = (service: string, region: string): string =>
  published[service]?.[region] ?? `pl-${createHash('sha256').update(`${region}/${service}`).digest('hex').slice(0, 8)}`;
