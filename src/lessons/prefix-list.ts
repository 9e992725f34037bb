import type { Chapter } from './lesson.js';

export const prefixList: Chapter = {
  noun: 'prefix-list',
  is:
    'A prefix list is a set of address ranges with an id (`pl-…`), which route tables and security groups can name ' +
    'in place of the ranges. AWS keeps one for S3 in each region and changes its entries as S3 grows; the id stays. ' +
    'Isolated tasks let nothing out but what a rule allows, and S3, behind a gateway endpoint, keeps its public ' +
    'addresses: this list is how a rule names them.',
  operations: {
    'ec2:DescribeManagedPrefixLists': {
      does:
        'Shows prefix lists, those of AWS among them. It is asked once, for the id of the list of S3 in this region, ' +
        'and the answer is kept in the state.',
      parameters: {
        Filters:
          '`prefix-list-name`, `com.amazonaws.us-east-1.s3`: the same name as that of the endpoint service. No match ' +
          'is an empty list, not an error.',
      },
      behind:
        'Nothing is made, and the list cannot be changed or deleted by you. In a security group a list of AWS counts ' +
        'by its weight: one rule for S3, but 55 for CloudFront, of the 60 that a group may have.',
      mistakes: [
        'Copying the id from another region: each has its own. In a rule it is an id that does not exist; look it up.',
        'Writing the ranges of S3 into rules by hand: they change without notice, and image pulls begin to fail ' +
          'now and then.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeManagedPrefixLists.html',
    },
  },
};
