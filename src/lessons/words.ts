/** What comes up in nearly every lesson, and belongs to no noun. */
export const words: { readonly [word: string]: string } = {
  ARN:
    'The full name of one thing, `arn:aws:ecs:us-east-1:123456789012:cluster/shop`: partition, service, region, account, ' +
    'and what it is. An id such as `vpc-0a1b…` is short for one.',
  token:
    'A random text that a request brings along. The same request with the same token is done once, however often it is ' +
    'sent; without one, a create that is sent again after a lost answer makes a second thing.',
};
