import type { Chapter } from './lesson.js';

export const routeTableAssociation: Chapter = {
  noun: 'route-table-association',
  is:
    'An association says which table a subnet uses. A subnet has one table at a time, a table any number of subnets. ' +
    'Without an association a subnet uses the main table of the VPC, which is why this small step is what makes a ' +
    'subnet public, or gives a private one its way out.',
  operations: {
    'ec2:AssociateRouteTable': {
      does:
        'Puts a subnet under a route table. The answer has the id of the association, which is all that is needed to ' +
        'end it.',
      parameters: {
        RouteTableId: 'The public table, or the table of that zone for a private subnet.',
        SubnetId:
          'The subnet. Tasks there are not started before this and the routes are in place, or their first image ' +
          'pull would time out.',
      },
      behind: 'The state goes from `associating` to `associated` within about a second.',
      undo: '`ec2:DisassociateRouteTable` with the id of the association.',
      mistakes: [
        'A subnet with an association to another table: `Resource.AlreadyAssociated`. To change tables there is ' +
          'ReplaceRouteTableAssociation.',
        'Leaving it out for one subnet: everything there starts, and whatever needs the internet times out, in ' +
          'that zone only. Half of the tasks work, which makes it hard to see.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateRouteTable.html',
    },
    'ec2:DisassociateRouteTable': {
      does:
        'Ends the association: the subnet uses the main table again, and has no way out of the VPC. The table itself ' +
        'stays.',
      parameters: {
        AssociationId:
          '`rtbassoc-…`, from the answer of AssociateRouteTable and kept in the state; if it was lost, ' +
          'DescribeRouteTables shows it by subnet.',
      },
      behind:
        'It takes about a second. `InvalidAssociationID.NotFound` says that it is done already, by a deleted subnet ' +
        'for example.',
      undo: '`ec2:AssociateRouteTable` with the same table and subnet; the association gets a new id.',
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateRouteTable.html',
    },
  },
};
