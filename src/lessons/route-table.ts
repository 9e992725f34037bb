import type { Chapter } from './lesson.js';

export const routeTable: Chapter = {
  noun: 'route-table',
  is:
    'A route table is the list by which the router of a VPC decides where a packet from a subnet goes next: for this ' +
    'range, to that target. The most specific range wins, as in `ip route` on Linux. Each table begins with the ' +
    'route `local`, the range of the VPC itself, which cannot be removed. All public subnets share one table here; ' +
    'each private one has its own, because with a NAT gateway in each zone their ways out differ.',
  operations: {
    'ec2:CreateRouteTable': {
      does:
        'Makes a table with nothing but the `local` route in it. Routes and subnets are added by calls of their own.',
      parameters: {
        VpcId: 'The VPC whose subnets may use it.',
        ClientToken:
          'A random token, in the state before the call is sent. The same request with the same token makes no ' +
          'second table; after a delete a new token is used, because the old one would still be answered with the ' +
          'deleted table.',
        TagSpecifications:
          '`ResourceType: route-table`, and the tags of the step, there from the first instant. A run that dies ' +
          'before it reads the answer finds its work again by them.',
      },
      behind:
        'It takes about a second and there is no state to wait for. The main table that the VPC came with is left as ' +
        'it is, so a subnet that was forgotten gets no way to the internet by accident.',
      undo: '`ec2:DeleteRouteTable`, when no subnet uses it any more.',
      mistakes: [
        'Putting the route to the internet gateway into the main table, as many guides do: from then on every ' +
          'subnet without an association is public.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRouteTable.html',
    },
    'ec2:DescribeRouteTables': {
      does:
        'Shows tables with their routes and associations. Neither of those has a describe call of its own: a route ' +
        'and an association are read by picking them out of their table.',
      parameters: {
        RouteTableIds:
          'Of the table, for itself and for its routes; `InvalidRouteTableID.NotFound` means that both are gone.',
        Filters:
          'By tags for a table; `association.subnet-id` or `association.route-table-association-id` for an ' +
          'association. The filter chooses tables, not associations: a table that fits is answered with all of its ' +
          'own.',
      },
      behind:
        'A route whose target was deleted stays in the table with state `blackhole` and drops every packet. `status` ' +
        'shows it, and `up` leads it to the right gateway again.',
      mistakes: [
        'Looking for a subnet under the main table: an association that nobody made explicitly is not listed with ' +
          'the id of the subnet.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRouteTables.html',
    },
    'ec2:DeleteRouteTable': {
      does: 'Deletes a table that no subnet is associated with, and its routes with it. It takes about a second.',
      undo: 'It cannot be undone. A new table has another id, and needs its routes and associations again.',
      mistakes: [
        '`DependencyViolation`: a subnet is still associated. The main table cannot be deleted at all; it goes ' +
          'with the VPC.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteRouteTable.html',
    },
  },
};
