import { describe, expect, test } from '@jest/globals';
import { locationOf } from '../../src/path/redirect.js';
import { corsHeaders } from '../../src/sandbox/front-door/cors.js';
import { hostAt, hostMeant, isOfFrontDoor, localName } from '../../src/sandbox/front-door/host.js';

/** What the front door of the sandbox reads of a request, and what AWS itself adds to an answer. */

const api = 'a1b2c3d4e5.execute-api.us-east-1.amazonaws.com';
const balancer = 'shop-0123456789.us-east-1.elb.amazonaws.com';
const names = [api, balancer, 'shop.example.com', '*.api.example.com'];

describe('which name is meant', () => {
  test.each([
    ['a1b2c3d4e5.execute-api.localhost:4566', { name: api }],
    ['A1B2C3D4E5.execute-api.LOCALHOST', { name: api }],
    [api, { name: api }],
    [`${api}:4566`, { name: api }],
    ['shop-0123456789.elb.localhost:4566', { name: balancer }],
    ['8080.shop-0123456789.elb.localhost:4566', { name: balancer, port: '8080' }],
    [balancer, { name: balancer }],
    ['shop.example.com:4566', { name: 'shop.example.com' }],
    ['pets.api.example.com', { name: 'pets.api.example.com' }],
    ['a.b.api.example.com', undefined],
    ['zzz.execute-api.localhost', undefined],
    ['evil.example', undefined],
    ['', undefined],
    ['localhost:4566', undefined],
  ])('%s', (host, is) => expect(hostMeant(host, names)).toEqual(is));

  test('AWS’s own endpoints are none of these', () => {
    expect(['localhost:4566', '127.0.0.1', 'data-localhost:4566', 'bucket.s3.localhost:4566'].some(isOfFrontDoor)).toBe(
      false,
    );
  });

  test('under localhost, and back', () => {
    for (const name of [api, balancer]) expect(hostMeant(localName(name) ?? '', names)).toEqual({ name });
    expect(localName('shop.example.com')).toBeUndefined();
  });
});

test('who says where it has connected to may ask for any name there, at its port', () => {
  const at = (to: string, host: string) => hostAt(to, host, names);
  expect(at(balancer, 'API.example.org:8080')).toEqual({ name: 'api.example.org', port: undefined, address: balancer });
  expect(at(`${balancer}:8080`, 'api.example.org')).toEqual({
    name: 'api.example.org',
    port: '8080',
    address: balancer,
  });
  expect(at('shop.example.com', 'shop.example.com')).toMatchObject({
    name: 'shop.example.com',
    address: 'shop.example.com',
  });
  expect(at('other-1.us-east-1.elb.amazonaws.com', 'shop.example.com')).toBeUndefined();
});

describe('a redirect', () => {
  const to = (template: string, url = 'http://shop.example.com/a/b?c=d') => locationOf(template, { url: new URL(url) });
  test.each([
    ['HTTPS://#{host}:443/#{path}?#{query}', 'https://shop.example.com:443/a/b?c=d'],
    ['#{protocol}://#{host}:#{port}/new/#{path}', 'http://shop.example.com:80/new/a/b'],
    ['#{protocol}://other.example:#{port}/#{what}', 'http://other.example:80/#{what}'],
  ])('%s', (template, is) => expect(to(template)).toBe(is));
  test('has no question mark without a query', () =>
    expect(to('HTTPS://#{host}:443/#{path}?#{query}', 'http://a.example/')).toBe('https://a.example:443/'));
});

describe('CORS', () => {
  const cors = {
    AllowOrigins: ['https://a.example', 'http://*'],
    AllowMethods: ['GET'],
    AllowHeaders: ['x-a'],
    MaxAge: 60,
  };
  test('an origin that is allowed is told so, and before the request what it may send', () => {
    expect(corsHeaders(cors, 'https://a.example', false)).toEqual({
      'access-control-allow-origin': 'https://a.example',
    });
    expect(corsHeaders(cors, 'http://b.example', true)).toEqual({
      'access-control-allow-origin': 'http://b.example',
      ...{
        'access-control-allow-methods': 'GET',
        'access-control-allow-headers': 'x-a',
        'access-control-max-age': '60',
      },
    });
    expect(corsHeaders({ ...cors, AllowOrigins: ['*'] }, 'https://c.example', false)).toEqual({
      'access-control-allow-origin': '*',
    });
  });
  test('nobody else is told anything', () => {
    expect(corsHeaders(cors, 'https://b.example', true)).toEqual({});
    expect(corsHeaders(cors, undefined, true)).toEqual({});
    expect(corsHeaders(undefined, 'https://a.example', true)).toEqual({});
  });
});
