import { ami } from './ami.js';
import { apiIntegration } from './api-integration.js';
import { apiRoute } from './api-route.js';
import { apiStage } from './api-stage.js';
import { api } from './api.js';
import { autoScalingGroup } from './auto-scaling-group.js';
import { autoScalingMinimum } from './auto-scaling-minimum.js';
import { availabilityZones } from './availability-zones.js';
import { capacityProvider } from './capacity-provider.js';
import { cloudMapService } from './cloud-map-service.js';
import { clusterCapacityProviders } from './cluster-capacity-providers.js';
import { cluster } from './cluster.js';
import { ecrRepository } from './ecr-repository.js';
import { ecsService } from './ecs-service.js';
import { elasticIp } from './elastic-ip.js';
import { existingSubnet } from './existing-subnet.js';
import { existingVpc } from './existing-vpc.js';
import { identity } from './identity.js';
import { image } from './image.js';
import { instanceProfile } from './instance-profile.js';
import { instance } from './instance.js';
import { internetGatewayAttachment } from './internet-gateway-attachment.js';
import { internetGateway } from './internet-gateway.js';
import { keyPair } from './key-pair.js';
import { launchTemplate } from './launch-template.js';
import type { Chapter, Lesson } from './lesson.js';
import { listenerRule } from './listener-rule.js';
import { listener } from './listener.js';
import { loadBalancer } from './load-balancer.js';
import { logGroup } from './log-group.js';
import { namespace } from './namespace.js';
import { natGateway } from './nat-gateway.js';
import { prefixList } from './prefix-list.js';
import { rolePolicyAttachment } from './role-policy-attachment.js';
import { rolePolicy } from './role-policy.js';
import { role } from './role.js';
import { routeTableAssociation } from './route-table-association.js';
import { routeTable } from './route-table.js';
import { route } from './route.js';
import { securityGroupRule } from './security-group-rule.js';
import { securityGroup } from './security-group.js';
import { subnet } from './subnet.js';
import { tags } from './tags.js';
import { targetGroup } from './target-group.js';
import { taskDefinition } from './task-definition.js';
import { vpcEndpoint } from './vpc-endpoint.js';
import { vpcLink } from './vpc-link.js';
import { vpc } from './vpc.js';

/** All that is taught, in the order in which a learner meets it: network, rights, containers, machines, ways in. */
export const chapters: readonly Chapter[] = [
  identity, tags, availabilityZones, vpc, existingVpc, subnet, existingSubnet, internetGateway,
  internetGatewayAttachment, routeTable, route, routeTableAssociation, elasticIp, natGateway, prefixList,
  securityGroup, securityGroupRule, vpcEndpoint, role, rolePolicyAttachment, rolePolicy, logGroup, namespace,
  cloudMapService, ecrRepository, image, cluster, taskDefinition, ecsService, ami, instanceProfile,
  launchTemplate, autoScalingGroup, capacityProvider, clusterCapacityProviders, autoScalingMinimum, keyPair,
  instance, targetGroup, loadBalancer, listener, listenerRule, vpcLink, api, apiIntegration, apiRoute, apiStage,
];

const lessons: ReadonlyMap<string, Lesson> = new Map(chapters.flatMap(({ operations }) => Object.entries(operations)));

/** @param operation `ec2:CreateVpc` */
export const lessonOf = (operation: string): Lesson | undefined => lessons.get(operation);

/** @param noun `nat-gateway` */
export const chapterOf = (noun: string): Chapter | undefined => chapters.find((it) => it.noun === noun);
