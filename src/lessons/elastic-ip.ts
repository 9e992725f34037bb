import type { Chapter } from './lesson.js';

export const elasticIp: Chapter = {
  noun: 'elastic-ip',
  is:
    'An Elastic IP is a public IPv4 address that belongs to the account until it is given back. Other public ' +
    'addresses change when what has them starts anew; this one stays, so that others can put it on a list of who may ' +
    'come in. Here it is the address of a NAT gateway: the one that all private tasks behind it are seen with on the ' +
    'internet.',
  operations: {
    'ec2:AllocateAddress': {
      does:
        'Takes an address out of the pool of AWS and reserves it for the account, in this region. It does nothing ' +
        'until something has it.',
      parameters: {
        Domain: '`vpc`: an address for use in VPCs, the only kind there is today.',
        TagSpecifications:
          '`ResourceType: elastic-ip`, and the tags of the step, there from the first instant. A run that dies ' +
          'before it reads the answer finds its work again by them.',
      },
      behind:
        'It takes about a second. The call knows no token: sent twice, it allocates two addresses. So after a lost ' +
        'answer the address is looked for by its tags; otherwise one would be paid for ever and used by nobody.',
      undo: '`ec2:ReleaseAddress`, when the NAT gateway that has it is deleted.',
      cost: 'By the hour, as every public IPv4 address, from allocation to release, whether or not anything uses it.',
      mistakes: [
        'Five addresses a region is the default quota, and a NAT gateway in each of three zones takes three. One ' +
          'too many is `AddressLimitExceeded`.',
        'Confusing its two names: others see `203.0.113.7`, the API wants `eipalloc-…`.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AllocateAddress.html',
    },
    'ec2:DescribeAddresses': {
      does: 'Shows addresses of the account, with what has each at present and its tags.',
      parameters: {
        AllocationIds: 'Of the one wanted; `InvalidAllocationID.NotFound` means that it was released.',
        Filters: 'By the two tags of the step. This is what keeps a lost answer from becoming a second address.',
      },
      behind: 'All come in one answer, without pages. `AssociationId` is there only while something has the address.',
      mistakes: ['Never looking: an address without `AssociationId` is billed like any other.'],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAddresses.html',
    },
    'ec2:ReleaseAddress': {
      does: 'Gives the address back. It stops being billed, and AWS may give it to anybody else.',
      parameters: { AllocationId: '`eipalloc-…`, not the address itself.' },
      behind:
        'It takes about a second once the NAT gateway is `deleted`. While the gateway is `deleting` EC2 refuses, and ' +
        'it is asked again every few seconds.',
      undo:
        'AllocateAddress with that very address may get it back, as long as nobody else has it. Do not count on it.',
      mistakes: [
        'Too early: `InvalidIPAddress.InUse`, or an `AuthFailure` that says "You do not have permission to access ' +
          'the specified resource". The second looks like a missing permission, and goes away when the NAT gateway ' +
          'has.',
        'Leaving the address on lists and in DNS records: whoever gets it next is trusted there.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReleaseAddress.html',
    },
  },
};
