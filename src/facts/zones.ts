/**
 * The availability zones of each region, as `letter=number`: in us-east-1, `a=4` is us-east-1a, zone id use1-az4.
 * Which zones exist and how ids are abbreviated are AWS's facts. Which letter has which id differs from account to
 * account on AWS; this is one account's: that the orders differ is on purpose, only the id says where a zone is.
 *
 * Source: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html; of China, which is
 * not on that page: answers of DescribeAvailabilityZones in https://github.com/eksctl-io/eksctl (`cnn1-az4` in its issue 3916)
 */
const regions: Readonly<Record<string, readonly [abbreviation: string, zones: string]>> = {
  'us-east-1': ['use1', 'a=4 b=6 c=1 d=2 e=3 f=5'],
  'us-east-2': ['use2', 'a=1 b=2 c=3'],
  'us-west-1': ['usw1', 'a=1 c=3'],
  'us-west-2': ['usw2', 'a=2 b=1 c=3 d=4'],
  'ca-central-1': ['cac1', 'a=1 b=2 d=4'],
  'ca-west-1': ['caw1', 'a=1 b=2 c=3'],
  'mx-central-1': ['mxc1', 'a=1 b=2 c=3'],
  'sa-east-1': ['sae1', 'a=1 b=2 c=3'],
  'eu-west-1': ['euw1', 'a=3 b=1 c=2'],
  'eu-west-2': ['euw2', 'a=2 b=3 c=1'],
  'eu-west-3': ['euw3', 'a=1 b=2 c=3'],
  'eu-central-1': ['euc1', 'a=2 b=3 c=1'],
  'eu-central-2': ['euc2', 'a=1 b=2 c=3'],
  'eu-north-1': ['eun1', 'a=1 b=2 c=3'],
  'eu-south-1': ['eus1', 'a=1 b=2 c=3'],
  'eu-south-2': ['eus2', 'a=1 b=2 c=3'],
  'ap-east-1': ['ape1', 'a=1 b=2 c=3'],
  'ap-east-2': ['ape2', 'a=1 b=2 c=3'],
  'ap-south-1': ['aps1', 'a=1 b=3 c=2'],
  'ap-south-2': ['aps2', 'a=1 b=2 c=3'],
  'ap-northeast-1': ['apne1', 'a=4 c=1 d=2'],
  'ap-northeast-2': ['apne2', 'a=1 b=2 c=3 d=4'],
  'ap-northeast-3': ['apne3', 'a=3 b=1 c=2'],
  'ap-southeast-1': ['apse1', 'a=2 b=1 c=3'],
  'ap-southeast-2': ['apse2', 'a=1 b=3 c=2'],
  'ap-southeast-3': ['apse3', 'a=1 b=2 c=3'],
  'ap-southeast-4': ['apse4', 'a=1 b=2 c=3'],
  'ap-southeast-5': ['apse5', 'a=1 b=2 c=3'],
  'ap-southeast-6': ['apse6', 'a=1 b=2 c=3'],
  'ap-southeast-7': ['apse7', 'a=1 b=2 c=3'],
  'af-south-1': ['afs1', 'a=1 b=2 c=3'],
  'il-central-1': ['ilc1', 'a=1 b=2 c=3'],
  'me-south-1': ['mes1', 'a=1 b=2 c=3'],
  'me-central-1': ['mec1', 'a=1 b=2 c=3'],
  'us-gov-east-1': ['usge1', 'a=1 b=2 c=3'],
  'us-gov-west-1': ['usgw1', 'a=1 b=2 c=3'],
  'cn-north-1': ['cnn1', 'a=1 b=2 d=4'],
  'cn-northwest-1': ['cnnw1', 'a=1 b=2 c=3'],
};

export const regionsWithZones: readonly string[] = Object.keys(regions);

export interface Zone {
  /** `us-east-1a` */
  readonly ZoneName: string;
  /** `use1-az4`: the same place for every account. */
  readonly ZoneId: string;
}

/** The zones of a region by name; undefined for a region that is not known here. */
export function zonesOf(region: string): readonly Zone[] | undefined {
  const known = regions[region];
  if (!known) return undefined;
  const [abbreviation, zones] = known;
  return zones.split(' ').map((zone) => {
    const [letter, number] = zone.split('=');
    return { ZoneName: `${region}${letter}`, ZoneId: `${abbreviation}-az${number}` };
  });
}
