import type { Chapter } from './lesson.js';

export const availabilityZones: Chapter = {
  noun: 'availability-zones',
  is:
    'An availability zone is one or more data centres of a region with power, cooling and network of their own, ' +
    'close enough to the other zones for a latency of a few milliseconds at most, far enough to fail alone. A subnet ' +
    'lies in exactly one zone, so choosing zones is the first decision about a network. Every zone has two names: ' +
    '`us-east-1a` belongs to the account, and in many regions stands for another place in another account; ' +
    '`use1-az1` is the id of the place itself. Zones are chosen by id here, and the choice is kept in the state: a ' +
    'zone that AWS opens later moves nothing.',
  operations: {
    'ec2:DescribeAvailabilityZones': {
      does:
        'Lists the zones of the region that this account can use. It is asked once; the ids that come first in the ' +
        'alphabet, as many as the config wants, are what the subnets are made in.',
      parameters: {
        Filters:
          '`state=available` leaves out zones with trouble, `zone-type=availability-zone` leaves out Local and ' +
          'Wavelength Zones, where much of what a stack needs does not exist. `opt-in-status=opt-in-not-required` ' +
          'leaves out what somebody must switch on first.',
      },
      behind:
        'The list is short and comes in one answer, without pages. Where the stack has a VPC link, zones in which ' +
        'API Gateway has none are then dropped on our side by a published list (`use1-az3` in us-east-1, for one), ' +
        'because EC2 knows nothing of that.',
      mistakes: [
        'Writing `us-east-1a` into a script that another account runs: it works, in another building. Two accounts ' +
          'that want to be in the same zone must compare zone ids.',
        'Taking the first two zones unseen for a VPC link: CreateVpcLink answers `BadRequestException`, "Subnet is ' +
          'in Availability Zone … where service is not available", when the subnets exist already.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAvailabilityZones.html',
    },
  },
};
