import { expect, test } from '@jest/globals';
import { cidr } from '../../src/config/cidr.js';
import type { Format } from '../../src/config/format.js';
import { image } from '../../src/config/image.js';
import { environmentName, namespaceName, region, serviceName, stackName } from '../../src/config/names.js';
import { routeKey } from '../../src/config/route-key.js';
import { secretText } from '../../src/config/secret-reference.js';
import { tagKey, tagValue } from '../../src/config/tags.js';

const secret = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:';
const right: readonly [string, Format, readonly string[]][] = [
  ['stack names', stackName, ['a', 'shop', 'shop-2', 's'.repeat(40)]],
  ['service names', serviceName, ['web', 'sg-1', 'a1']],
  ['regions', region, ['us-east-1', 'eu-west-3', 'us-gov-west-1', 'cn-north-1', 'us-isob-east-1', 'eusc-de-east-1']],
  ['namespaces', namespaceName, ['internal', 'http-api.local', 'a.b.c', '1.example']],
  ['environment names', environmentName, ['PORT', '_x', 'spring.datasource.url']],
  [
    'networks',
    cidr,
    [
      '10.0.0.0/16',
      '10.255.255.0/24',
      '172.16.0.0/20',
      '172.31.0.0/16',
      '192.168.0.0/16',
      '100.64.0.0/16',
      '198.18.0.0/16',
      '8.8.8.0/24',
    ],
  ],
  [
    'secrets',
    secretText,
    [
      `${secret}db-AbCdEf`,
      `${secret}a/b/db-AbCdEf:password::`,
      `${secret}db-AbCdEf::AWSPREVIOUS:`,
      `${secret}gemini-api-key`,
      'arn:aws:ssm:eu-west-1:123456789012:parameter/a/b',
      ...['/shop/db', 'ssm:db', 'ssm:/db', 'secretsmanager:shop/db', 'secretsmanager:shop/db:password'],
      ...['secretsmanager:db:password::', 'secretsmanager:db::AWSPREVIOUS:'],
    ],
  ],
  [
    'images',
    image,
    [
      'nginx',
      'nginx:1.29',
      'public.ecr.aws/docker/library/nginx:latest',
      '123456789012.dkr.ecr.us-east-1.amazonaws.com/shop/web:v1.2_3',
      'localhost:5000/a/b__c',
      'registry:5000/a',
      `nginx@sha256:${'0'.repeat(64)}`,
      `nginx:1@sha256:${'a'.repeat(64)}`,
    ],
  ],
  ['routes', routeKey, ['$default', 'ANY /', 'GET /pets', 'GET /pets/{id}/toys', 'ANY /{proxy+}', 'PATCH /v1.0/~a']],
  ['tag keys', tagKey, ['team', 'Cost Center', 'größe', 'a:b/c', 'awsome', 'k'.repeat(128)]],
  ['tag values', tagValue, ['', 'a@b.example', 'v'.repeat(256)]],
];

for (const [what, format, texts] of right)
  test(`these are ${what}, to us and to editors`, () => {
    expect(texts.filter((text) => format.objection(text) || !format.pattern.test(text))).toEqual([]);
  });

const secretForms = 'the value is not the name or ARN of a secret or parameter';
const wrong: readonly [Format, string, string, string?][] = [
  [stackName, 'My Shop', '"My Shop" is not a stack name: 1 to 40 lower', 'did you mean "my-shop"?'],
  [stackName, 'shop-', '"shop-" is not a stack name', 'did you mean "shop"?'],
  [stackName, 'sg-shop', '"sg-shop" is not a stack name'],
  [stackName, 's'.repeat(41), 'is not a stack name', `did you mean "${'s'.repeat(40)}"?`],
  [stackName, '', '"" is not a stack name'],
  [serviceName, 'vpc-link', '"vpc-link" is not a service name'],
  [serviceName, 'bookService', '"bookService" is not a service name', 'did you mean "book-service"?'],
  [region, 'us-east-1a', '"us-east-1a" is not an AWS region', 'did you mean "us-east-1"?'],
  [region, 'EU_WEST_3', '"EU_WEST_3" is not an AWS region', 'did you mean "eu-west-3"?'],
  [region, 'Frankfurt', '"Frankfurt" is not an AWS region'],
  [namespaceName, 'My_App.local.', '"My_App.local." is not a domain name', 'did you mean "my-app.local"?'],
  [namespaceName, 'a..b', '"a..b" is not a domain name'],
  [namespaceName, `${'a'.repeat(64)}.local`, 'is not a domain name'],
  [environmentName, '1ST', 'this is not a name for an environment variable'],
  [environmentName, 'LOG LEVEL', 'this is not a name for an environment variable'],
  [environmentName, 'A=B', 'this is not a name for an environment variable'],
  [cidr, '10.0.1.0/16', '"10.0.1.0/16" is not a network: it has bits set after', 'did you mean "10.0.0.0/16"?'],
  [cidr, '192.168.7.9/22', 'is not a network: it has bits set after its first 22', 'did you mean "192.168.4.0/22"?'],
  [cidr, '10.0.0.0/8', '"10.0.0.0/8" is too large: from /16 to /24', 'did you mean "10.0.0.0/16"?'],
  [cidr, '10.1.2.128/25', '"10.1.2.128/25" is too small: from /16 to /24', 'did you mean "10.1.2.0/24"?'],
  [cidr, '127.0.0.0/16', '"127.0.0.0/16" is in 127.0.0.0/8, whose addresses', 'take one from 10.0.0.0/8'],
  [cidr, '169.254.0.0/16', '"169.254.0.0/16" is in 169.254.0.0/16', 'take one from 10.0.0.0/8'],
  [cidr, '239.1.0.0/16', '"239.1.0.0/16" is in 224.0.0.0/3', 'take one from 10.0.0.0/8'],
  [cidr, '0.0.0.0/0', '"0.0.0.0/0" is in 0.0.0.0/8', 'take one from'],
  [cidr, '10.0.0.256/16', '"10.0.0.256/16" is not an IPv4 network', 'write it as in "10.0.0.0/16"'],
  [cidr, '10.0.0.0', '"10.0.0.0" is not an IPv4 network', 'write it as in "10.0.0.0/16"'],
  [cidr, 'fd00::/16', '"fd00::/16" is not an IPv4 network', 'write it as in "10.0.0.0/16"'],
  [secretText, `${secret}db-AbCdEf:password`, secretForms],
  [secretText, `${secret}db-AbCdEf::`, secretForms],
  [secretText, `${secret}db-AbCdEf:password:::`, secretForms],
  [secretText, 'arn:aws:ssm:eu-west-1:123456789012:parameter/a b', secretForms],
  // What has one part only may be the secret itself.
  [secretText, 'hunter2', secretForms],
  [secretText, '/hunter2', secretForms],
  [secretText, '/wJalrXUtnFEMI/K7MDENG/bPx+fiCYEXAMPLEKEY=', secretForms],
  [secretText, 'shop/db', secretForms],
  [secretText, 'secretsmanager:db:a:b', secretForms],
  [secretText, 'secretsmanager:', secretForms],
  [image, 'https://public.ecr.aws/nginx', 'is not an image reference', 'did you mean "public.ecr.aws/nginx"?'],
  [image, 'MyOrg/App:V1', '"MyOrg/App:V1" is not an image reference', 'did you mean "myorg/app:V1"?'],
  [image, 'nginx:', '"nginx:" is not an image reference', 'did you mean "nginx"?'],
  [image, 'a b', '"a b" is not an image reference', 'write registry/repository:tag'],
  [image, '', '"" is not an image reference', 'write registry/repository:tag'],
  [routeKey, 'default', '"default" is not a route', 'did you mean "$default"?'],
  [routeKey, 'get /pets', '"get /pets" is not a route', 'did you mean "GET /pets"?'],
  [routeKey, '/pets/{id}', '"/pets/{id}" is not a route', 'did you mean "ANY /pets/{id}"?'],
  [routeKey, 'GET pets', '"GET pets" is not a route', 'did you mean "GET /pets"?'],
  [routeKey, 'PSOT /pets', '"PSOT /pets" is not a route', 'did you mean "POST /pets"?'],
  [routeKey, 'TRACE /pets', '"TRACE /pets" is not a route', 'write "$default", or a method and a path'],
  [routeKey, 'GET /pets/', 'the path of the route "GET /pets/" has an empty segment', 'did you mean "GET /pets"?'],
  [routeKey, 'GET //a', 'the path of the route "GET //a" has an empty segment', 'did you mean "GET /a"?'],
  [routeKey, 'GET /a{id}', 'the path of the route "GET /a{id}" has the segment "a{id}"', 'write text, "{name}", or'],
  [routeKey, 'GET /{}', 'the path of the route "GET /{}" has the segment "{}"', 'write text'],
  [routeKey, 'ANY /{all+}/b', 'the route "ANY /{all+}/b" continues after a "{name+}"', '"{name+}" matches the rest'],
  [routeKey, 'GET /a?b=c', 'the path of the route "GET /a?b=c" has the segment "a?b=c"', 'write text'],
  [tagKey, 'AWS:x', 'the tag key "AWS:x" begins with "AWS:", which is reserved'],
  [tagKey, 'provision:step', 'the tag key "provision:step" begins with "provision:", which is reserved'],
  [tagKey, '', 'a tag key must not be empty'],
  [tagKey, 'k'.repeat(129), 'has 129 characters: at most 128'],
  [tagKey, 'a,b', 'the tag key "a,b" has characters that AWS does not allow', 'allowed: letters, digits'],
  [tagValue, 'v'.repeat(257), 'the tag value has 257 characters: at most 256'],
  [tagValue, 'a;b', 'the tag value "a;b" has characters that AWS does not allow', 'allowed: letters, digits'],
];

for (const [format, text, message, hint] of wrong)
  test(`refused: ${JSON.stringify(text.slice(0, 60))}, ${message.slice(0, 70)}`, () => {
    const objection = format.objection(text);
    expect(objection?.message).toContain(message);
    if (hint === undefined) expect(objection?.hint).toBeUndefined();
    else expect(objection?.hint).toContain(hint);
  });

test('a hint never suggests what would be refused again', () => {
  const suggested = wrong.flatMap(([format, text]) => {
    const [, quoted] = /^did you mean (".*")\?$/.exec(format.objection(text)?.hint ?? '') ?? [];
    return quoted === undefined ? [] : [{ format, text: String(JSON.parse(quoted)) }];
  });
  expect(suggested.length).toBeGreaterThan(10);
  expect(suggested.filter(({ format, text }) => format.objection(text))).toEqual([]);
});

test('a pathological image reference is refused at once', () => {
  expect(image.objection(`${'a-'.repeat(20_000)}!`)?.message).toContain('is not an image reference');
});
