import {
  AuthorizeSecurityGroupIngressCommand,
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  CreateNetworkAclCommand,
  CreateNetworkInterfaceCommand,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateVpcEndpointCommand,
} from '@aws-sdk/client-ec2';
import { RunTaskCommand } from '@aws-sdk/client-ecs';
import { CreateRuleCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { required } from '../../src/step.js';
import type { Other } from './others.js';

const nothing = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] });

/** Further kinds of what may keep a noun, each with a command of its own. */
export const moreOthers: { readonly [kind: string]: { readonly noun: string; readonly other: Other } } = {
  'a security group in the VPC': {
    noun: 'vpc',
    other: {
      blueprint: 'cloud-map-public',
      async make({ ec2 }, first) {
        const group = { VpcId: first('vpc')['vpcId'], GroupName: 'theirs', Description: 'theirs' };
        return required((await ec2.send(new CreateSecurityGroupCommand(group))).GroupId, 'GroupId');
      },
    },
  },
  'a route table in the VPC': {
    noun: 'vpc',
    other: {
      blueprint: 'cloud-map-public',
      async make({ ec2 }, first) {
        const { RouteTable } = await ec2.send(new CreateRouteTableCommand({ VpcId: first('vpc')['vpcId'] }));
        return required(RouteTable?.RouteTableId, 'RouteTableId');
      },
    },
  },
  'a network ACL in the VPC': {
    noun: 'vpc',
    other: {
      blueprint: 'cloud-map-public',
      async make({ ec2 }, first) {
        const { NetworkAcl } = await ec2.send(new CreateNetworkAclCommand({ VpcId: first('vpc')['vpcId'] }));
        return required(NetworkAcl?.NetworkAclId, 'NetworkAclId');
      },
    },
  },
  'an internet gateway at the VPC': {
    noun: 'vpc',
    other: {
      blueprint: 'cloud-map-private',
      async make({ ec2 }, first) {
        const { InternetGateway } = await ec2.send(new CreateInternetGatewayCommand({}));
        const InternetGatewayId = required(InternetGateway?.InternetGatewayId, 'InternetGatewayId');
        await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId, VpcId: first('vpc')['vpcId'] }));
        return InternetGatewayId;
      },
    },
  },
  'a gateway endpoint in the VPC': {
    noun: 'vpc',
    other: {
      blueprint: 'cloud-map-public',
      async make({ ec2 }, first) {
        const { VpcEndpoint } = await ec2.send(
          new CreateVpcEndpointCommand({ VpcId: first('vpc')['vpcId'], ServiceName: 'com.amazonaws.us-east-1.s3' }),
        );
        return required(VpcEndpoint?.VpcEndpointId, 'VpcEndpointId');
      },
    },
  },
  'a network interface in a subnet': {
    noun: 'subnet',
    other: {
      blueprint: 'cloud-map-public',
      async make({ ec2 }, first) {
        const SubnetId = first('subnet')['subnetId'];
        const { NetworkInterface } = await ec2.send(new CreateNetworkInterfaceCommand({ SubnetId }));
        return required(NetworkInterface?.NetworkInterfaceId, 'NetworkInterfaceId');
      },
    },
  },
  'a network interface in a security group': {
    noun: 'security-group',
    other: {
      blueprint: 'cloud-map-public',
      async make({ ec2 }, first) {
        const SubnetId = first('subnet')['subnetId'];
        const Groups = [first('security-group')['groupId'] ?? ''];
        const { NetworkInterface } = await ec2.send(new CreateNetworkInterfaceCommand({ SubnetId, Groups }));
        return required(NetworkInterface?.NetworkInterfaceId, 'NetworkInterfaceId');
      },
    },
  },
  'a rule that names a security group': {
    noun: 'security-group',
    other: {
      blueprint: 'alb-microservices',
      async make({ ec2 }, first) {
        const VpcId = first('vpc')['vpcId'];
        const { GroupId } = await ec2.send(
          new CreateSecurityGroupCommand({ VpcId, GroupName: 'theirs', Description: 'theirs' }),
        );
        const UserIdGroupPairs = [{ GroupId: first('security-group')['groupId'] }];
        const IpPermissions = [{ IpProtocol: 'udp', FromPort: 53, ToPort: 53, UserIdGroupPairs }];
        await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
        return required(GroupId, 'GroupId');
      },
    },
  },
  'a policy of somebody in the role': {
    noun: 'role',
    other: {
      blueprint: 'cloud-map-public',
      async make({ iam }, first) {
        const RoleName = first('role')['roleName'];
        await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'theirs', PolicyDocument: nothing }));
        return 'theirs';
      },
    },
  },
  'an instance profile with the role': {
    noun: 'role',
    other: {
      blueprint: 'cloud-map-public',
      async make({ iam }, first) {
        const InstanceProfileName = 'theirs';
        await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName }));
        const RoleName = first('role')['roleName'];
        await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName }));
        return InstanceProfileName;
      },
    },
  },
  'a task in the cluster': {
    noun: 'cluster',
    other: {
      blueprint: 'cloud-map-public',
      goesOn: 'web',
      async make({ ecs }, first) {
        const { tasks } = await ecs.send(
          new RunTaskCommand({
            cluster: first('cluster')['clusterArn'],
            taskDefinition: first('task-definition')['taskDefinitionArn'],
            launchType: 'FARGATE',
            networkConfiguration: {
              awsvpcConfiguration: { subnets: [first('subnet')['subnetId'] ?? ''], assignPublicIp: 'ENABLED' },
            },
          }),
        );
        return required(tasks?.[0]?.taskArn, 'taskArn');
      },
    },
  },
};

/** What goes with what it is in, though others made it. */
export const lostOthers: typeof moreOthers = {
  'a rule of a listener': {
    noun: 'load-balancer',
    other: {
      blueprint: 'ec2-capacity',
      async make({ elbv2 }, first) {
        const { Rules } = await elbv2.send(
          new CreateRuleCommand({
            ListenerArn: first('listener')['listenerArn'],
            Priority: 99,
            Conditions: [{ Field: 'path-pattern', Values: ['/theirs'] }],
            Actions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '503' } }],
          }),
        );
        return required(Rules?.[0]?.RuleArn, 'RuleArn');
      },
    },
  },
};
