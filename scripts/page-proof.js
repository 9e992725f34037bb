// `npm run test:page`: the pages in a real browser. `--pictures DIR` keeps pictures of them.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { CreateApiCommand, ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import {
  CreateVpcCommand,
  DescribeSecurityGroupRulesCommand,
  EC2Client,
  RevokeSecurityGroupEgressCommand,
} from '@aws-sdk/client-ec2';
import { ECSClient, ListTasksCommand, StopTaskCommand } from '@aws-sdk/client-ecs';
import { hasBrowser, openBrowser, violationsOn } from './page-proof/browser.js';
import { openWorld } from './page-proof/world.js';

const { pictures } = parseArgs({ options: { pictures: { type: 'string' } } }).values;

if (!hasBrowser) {
  console.log('skipped: there is no chromium here (apt-get install chromium, or CHROMIUM=/path/to/it)');
  process.exit(0);
}

const world = await openWorld();
const browser = await openBrowser(world.url);
const page = await browser.page(`${world.url}/_sandbox/`);
const list = page.locator('.things').first();
const way = page.locator('#way');

const picture = async (name) => {
  if (pictures === undefined) return;
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(pictures, `${name}-${colorScheme}.png`), fullPage: true });
  }
  await page.emulateMedia({ colorScheme: 'light' });
};
const send = async (path) => {
  await page.getByLabel('Path').fill(path);
  await page.getByRole('button', { name: 'Send' }).click();
  await way.locator('.answer').waitFor();
};

const cases = {
  async 'an empty world: it says what to do first'() {
    await page.getByText('There is nothing in this world yet').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Send' }).isDisabled(), true);
    assert.deepEqual(await violationsOn(page), []);
  },

  async 'a stack comes up, and appears while it does'() {
    await world.provision('up', '--sandbox', '--blueprint', 'cloud-map-public', '--yes');
    await page.getByText('The same as a list').click();
    await list.getByText('2 of 2 tasks running').waitFor();
    await list.getByText('2 of 2 instances healthy').waitFor();
    const zones = await list.getByText(/^zone /).allTextContents();
    assert.deepEqual(zones, zones.toSorted());
    assert.equal(await page.getByRole('img', { name: /Picture of what is in us-east-1/ }).count(), 1);
    await picture('up');
  },

  async 'the last run: what ran when, and what it waited for'() {
    const run = page.locator('section', { has: page.locator('#timeline') });
    await run.getByRole('heading', { name: 'The last run: up cloud-map-public' }).waitFor();
    await run.getByText('It came to its end: 27 created').waitFor();
    const row = run.getByRole('row', { name: /^(★ )?vpc-link \d/ });
    assert.match(await row.textContent(), /created.*after /s);
    assert.ok((await run.locator('ol li').count()) > 3);
    await page.locator('#announcements', { hasText: 'up cloud-map-public has come to its end' }).waitFor({
      state: 'attached',
    });
    assert.deepEqual(await violationsOn(page), []);
  },

  async 'a call is opened to what was asked, and to what it does'() {
    const call = page.locator('.calls li', { hasText: 'ec2:CreateVpc' });
    await call.locator('summary').click();
    await call.getByText('"CidrBlock": "10.0.0.0/16"').waitFor();
    await call.getByText('AWS API reference').waitFor();
  },

  async 'a task stops, and another one takes its place'() {
    const ecs = world.client(ECSClient);
    const cluster = 'cloud-map-public';
    const {
      taskArns: [task],
    } = await ecs.send(new ListTasksCommand({ cluster }));
    const name = `task ${task.split('/').at(-1).slice(0, 8)}`;
    await list.getByText(name).waitFor();
    await ecs.send(new StopTaskCommand({ cluster, task }));
    await list.getByText(name).waitFor({ state: 'detached' });
    await list.getByText('2 of 2 tasks running').waitFor();
    await page.locator('#announcements', { hasText: 'web' }).waitFor({ state: 'attached' });
  },

  async 'a request travels and arrives'() {
    await send('/pets?name=Rex');
    await way.getByText('The answer: 200').waitFor();
    assert.equal(await page.locator('svg .node.is-arrived').count(), 1);
    const hops = await way.locator('.hops li strong').allTextContents();
    assert.deepEqual([hops[0], hops.at(-1)], ['Client', 'Answered']);
    assert.ok(hops.some((it) => it.startsWith('VPC link')) && hops.some((it) => it.startsWith('Cloud Map service')));
    await picture('arrived');
    assert.deepEqual(await violationsOn(page), []);
  },

  async 'with motion, too: a dot is on its way'() {
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await page.getByRole('button', { name: 'Send' }).click();
    await page.locator('svg circle.dot').waitFor();
    await way.locator('.answer').waitFor();
    await page.emulateMedia({ reducedMotion: 'reduce' });
  },

  async 'by keyboard alone: a path is written and sent'() {
    await page.locator('main').focus();
    const reached = [];
    for (let presses = 0; presses < 60 && reached.at(-1) !== 'path'; presses++) {
      await page.keyboard.press('Tab');
      reached.push(await page.evaluate(() => document.activeElement?.id ?? ''));
    }
    assert.ok(reached.indexOf('to') < reached.indexOf('path') && reached.includes('to'));
    await page.keyboard.press('Control+A');
    await page.keyboard.type('/by-keyboard');
    await page.keyboard.press('Enter');
    await way.getByText('"path": "/by-keyboard"').waitFor();
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.equal(outline, 'solid');
  },

  async 'what a request needs is taken away: it is dropped, and that shows where'() {
    const ec2 = world.client(EC2Client);
    const { SecurityGroupRules: rules } = await ec2.send(new DescribeSecurityGroupRulesCommand({}));
    const rule = rules.find((it) => it.IsEgress && it.ReferencedGroupInfo && it.FromPort === 80);
    const { GroupId, SecurityGroupRuleId } = rule;
    await ec2.send(new RevokeSecurityGroupEgressCommand({ GroupId, SecurityGroupRuleIds: [SecurityGroupRuleId] }));
    await send('/');
    await way.getByText('What the client sees').waitFor();
    const last = await way.locator('.hops li').last().textContent();
    assert.match(last, /^Dropped at Security group sg-.*no rule lets the VPC link out/);
    assert.equal(await page.locator('svg .node.is-dropped', { hasText: 'VPC link' }).count(), 1);
    assert.equal(await page.locator('svg .mark').count(), 1);
    await way.getByText('The answer: 503').waitFor();
    await picture('dropped');
  },

  async 'in the dark it can be read, too'() {
    await page.emulateMedia({ colorScheme: 'dark' });
    assert.deepEqual(await violationsOn(page), []);
    await page.emulateMedia({ colorScheme: 'light' });
  },

  async 'names are texts, whatever is in them'() {
    const hostile = '</script><img src=x onerror="globalThis.hit=1"><svg onload=hit()>';
    const TagSpecifications = [{ ResourceType: 'vpc', Tags: [{ Key: 'Name', Value: hostile }] }];
    await world.client(EC2Client).send(new CreateVpcCommand({ CidrBlock: '10.9.0.0/16', TagSpecifications }));
    const api = { Name: '<b onclick=hit()>api</b>', ProtocolType: 'HTTP' };
    await world.client(ApiGatewayV2Client).send(new CreateApiCommand(api));
    await page.locator('.things').getByText(hostile).waitFor();
    await send('/<img src=x onerror="globalThis.hit=1">');
    await way.locator('.answer').waitFor();
    assert.equal(await page.evaluate(() => globalThis.hit), undefined);
    assert.equal(await page.locator('img, main script, [onclick], [onerror], [onload]').count(), 0);
  },

  async 'a recorded stack: a page that asks nobody'() {
    const file = join(world.directory, 'stack.html');
    await world.provision('view', '--sandbox', '--name', 'cloud-map-public', '--output', file, '--no-open');
    const recorded = await browser.page(pathToFileURL(file).href);
    await recorded.getByRole('heading', { name: 'The last run: up' }).waitFor();
    await recorded.getByRole('heading', { name: 'Cost' }).waitFor();
    assert.deepEqual(await violationsOn(recorded), []);
    if (pictures !== undefined) await recorded.screenshot({ path: join(pictures, 'view.png'), fullPage: true });
    await recorded.close();
  },

  async 'a run is followed while it goes on, and who reads it stays where they are'() {
    const run = page.locator('section', { has: page.locator('#timeline') });
    // At this speed it would be over at once.
    await world.delay('DeleteVpcLink', 3000);
    const table = run.getByRole('group', { name: 'Timeline, may be scrolled' });
    await table.focus();
    await table.evaluate((it) => void (it.isSame = true));
    const went = world.provision('down', '--sandbox', '--blueprint', 'cloud-map-public', '--yes');
    await run.getByRole('heading', { name: 'The run under way: down cloud-map-public' }).waitFor();
    await run.getByRole('cell', { name: 'under way' }).first().waitFor();
    assert.deepEqual(await violationsOn(page), []);
    await went;
    await run.getByRole('heading', { name: 'The last run: down cloud-map-public' }).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.isSame), true);
  },

  async 'nothing was said to the console, and no request left'() {
    assert.deepEqual(browser.wrong, []);
  },
};

try {
  for (const [name, proof] of Object.entries(cases)) {
    const began = performance.now();
    await proof();
    console.log(`ok  ${name} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
  }
} finally {
  await browser.close();
  await world.close();
}
