import { expect, test } from '@jest/globals';
import { problemLines } from './problem-lines.js';

const head = 'name: shop\nnamespace: internal\n';
const web = 'services:\n  web: {image: nginx, port: 80, discovery: {type: srv}, routes: [$default]}\n';
const arn = (region: string) => `arn:aws:acm:${region}:123456789012:certificate/12345678-1234-1234-1234-123456789012`;

/** What is wrong with a domain, whose members begin in line 8. */
const wrong = (domain: string, before = head) =>
  problemLines(`${before}${web}ingress:\n  type: http-api\n  domain:\n${domain.replaceAll(/^/gm, '    ')}\n`);

test.each([
  ['with a zone by its name', 'name: api.example.com\nzone: example.com'],
  ['with a zone by its id', 'name: api.example.com\nzone: Z0123456789ABCDEFGHIJ'],
  ['that is the zone itself', 'name: example.com\nzone: example.com'],
  ['with more names', 'name: example.com\nalternativeNames: [www.example.com, "*.api.example.com"]\nzone: example.com'],
  ['with a certificate', `name: api.example.com\ncertificate: ${arn('us-east-1')}`],
])('a domain %s is all right', (_, domain) => {
  expect(wrong(domain)).toEqual([]);
});

test('a domain needs something that answers under it', () => {
  const text = `name: shop\nservices: {web: {image: nginx, port: 80}}\ningress:\n  type: none\n  domain: {name: a.example.com, zone: example.com}\n`;
  expect(problemLines(text)).toEqual([
    '5:3 ingress.domain: a domain leads to an HTTP API or a load balancer, and the ingress is "none" ' +
      '(set ingress.type to "alb" or "http-api", or remove the domain)',
  ]);
});

test('a certificate is validated in a zone, or is there', () => {
  expect(wrong('name: api.example.com')).toEqual([
    '7:3 ingress.domain: the domain has neither a hosted zone, to validate a certificate in, nor a certificate ' +
      '(add `zone: example.com` where its DNS is in Route 53, or `certificate: arn:aws:acm:…` of one that is there)',
  ]);
});

test('names that cannot be in the zone are refused, each at its place', () => {
  expect(wrong('name: api.example.org\nalternativeNames: [www.badexample.com]\nzone: example.com')).toEqual([
    '8:11 ingress.domain.name: api.example.org cannot be in the hosted zone example.com; ' +
      'the other one: ingress.domain.zone, line 10 (a name in it ends in ".example.com")',
    '9:24 ingress.domain.alternativeNames[0]: www.badexample.com cannot be in the hosted zone example.com; ' +
      'the other one: ingress.domain.zone, line 10 (a name in it ends in ".example.com")',
  ]);
});

test('a name that is written twice is refused where it is the second time', () => {
  expect(wrong('name: example.com\nalternativeNames: [a.example.com, example.com]\nzone: example.com')).toEqual([
    '9:39 ingress.domain.alternativeNames[1]: example.com is named twice; ' +
      'the other one: ingress.domain.name, line 8 (remove one)',
  ]);
});

test('the first name of a certificate has 64 characters at most, and any other may have more', () => {
  const long = `${'a'.repeat(60)}.example.com`;
  expect(wrong(`name: ${long}\nzone: example.com`)).toEqual([
    '8:11 ingress.domain.name: ACM issues no certificate whose first name has more than 64 characters, and this one has 72 ' +
      '(make a shorter one the name, and this one of its `alternativeNames`)',
  ]);
  expect(wrong(`name: example.com\nalternativeNames: [${long}]\nzone: example.com`)).toEqual([]);
  expect(wrong(`name: ${long}\ncertificate: ${arn('us-east-1')}`)).toEqual([]);
});

test('a certificate of another region is refused', () => {
  const domain = `name: api.example.com\ncertificate: ${arn('us-east-1')}`;
  expect(wrong(domain, `${head}region: eu-west-1\n`)).toEqual([
    '10:18 ingress.domain.certificate: the certificate is in us-east-1, and the stack in eu-west-1; ' +
      'the other one: region, line 3 (take one of that region, or leave it out: then one is requested there)',
  ]);
  expect(wrong(domain, `${head}region: us-east-1\n`)).toEqual([]);
});

test.each([
  ['name', 'https://API.example.com/v1', 'is not a domain name', 'api.example.com'],
  ['name', 'localhost', 'is not a domain name', 'in lower case'],
  ['name', '"*.example.com"', 'is not a domain name', 'api.example.com'],
  ['zone', '/hostedzone/Z0123456789', 'is not a hosted zone', 'Z0123456789'],
  ['certificate', 'arn:aws:iam::123456789012:server-certificate/x', 'is not the ARN of a certificate', 'arn:aws:acm:'],
])('%s: %s is refused, with how it is written', (member, value, why, hint) => {
  const domain = { name: 'api.example.com', zone: 'example.com', [member]: value };
  const [line, ...others] = wrong(
    Object.entries(domain)
      .map(([name, text]) => `${name}: ${text}`)
      .join('\n'),
  );
  expect(others).toEqual([]);
  expect(line).toContain(`ingress.domain.${member}: `);
  expect(line).toContain(why);
  expect(line).toContain(hint);
});
