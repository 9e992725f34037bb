/**
 * All filters that EC2 has for what the sandbox can be asked: of one that a question here does not know, the sandbox cannot
 * say that it is invalid.
 * Source: the members `Filters` in EC2's API reference, https://docs.aws.amazon.com/AWSEC2/latest/APIReference/
 */
export const filterNames: ReadonlySet<string> = new Set(
  `
  addresses.association.owner-id addresses.association.public-ip addresses.primary addresses.private-ip-address
  affinity allocation-id architecture association-id association.allocation-id association.association-id
  association.gateway-id association.ip-owner-id association.main association.network-acl-id
  association.public-dns-name association.public-ip association.route-table-association-id
  association.route-table-id association.subnet-id attached-ebs-status.status attachment.attach-time
  attachment.attachment-id attachment.delete-on-termination attachment.device attachment.device-index
  attachment.instance-id attachment.instance-owner-id attachment.state attachment.status attachment.vpc-id
  auto-recovery-supported availability-zone availability-zone-id available-ip-address-count bare-metal
  block-device-mapping.attach-time block-device-mapping.delete-on-termination block-device-mapping.device-name
  block-device-mapping.encrypted block-device-mapping.snapshot-id block-device-mapping.status
  block-device-mapping.volume-id block-device-mapping.volume-size block-device-mapping.volume-type boot-mode
  burstable-performance-supported capacity-reservation-id
  capacity-reservation-specification.capacity-reservation-preference
  capacity-reservation-specification.capacity-reservation-target.capacity-reservation-id
  capacity-reservation-specification.capacity-reservation-target.capacity-reservation-resource-group-arn cidr
  cidr-block cidr-block-association.association-id cidr-block-association.cidr-block cidr-block-association.state
  client-token create-time creation-date current-generation current-instance-boot-mode customer-owned-ipv4-pool
  dedicated-hosts-supported default default-for-az description dhcp-options-id dns-name
  ebs-info.attachment-limit-type ebs-info.ebs-optimized-info.baseline-bandwidth-in-mbps
  ebs-info.ebs-optimized-info.baseline-iops ebs-info.ebs-optimized-info.baseline-throughput-in-mbps
  ebs-info.ebs-optimized-info.maximum-bandwidth-in-mbps ebs-info.ebs-optimized-info.maximum-iops
  ebs-info.ebs-optimized-info.maximum-throughput-in-mbps ebs-info.ebs-optimized-support ebs-info.encryption-support
  ebs-info.maximum-ebs-attachments ebs-info.nvme-support ebs-optimized egress.ip-permission.cidr
  egress.ip-permission.from-port egress.ip-permission.group-id egress.ip-permission.group-name
  egress.ip-permission.ipv6-cidr egress.ip-permission.prefix-list-id egress.ip-permission.protocol
  egress.ip-permission.to-port egress.ip-permission.user-id ena-support enable-dns64 enable-lni-at-device-index
  enclave-options.enabled encrypted entry.cidr entry.egress entry.icmp.code entry.icmp.type entry.ipv6-cidr
  entry.port-range.from entry.port-range.to entry.protocol entry.rule-action entry.rule-number event.code
  event.description event.instance-event-id event.not-after event.not-before event.not-before-deadline fast-restored
  fingerprint free-tier-eligible group-id group-long-name group-name hibernation-options.configured
  hibernation-supported host-id host-resource-group-arn http-endpoint http-protocol-ipv4 http-tokens hypervisor
  iam-instance-profile iam-instance-profile.arn iam-instance-profile.id image-allowed image-id image-type
  instance-id instance-lifecycle instance-state-code instance-state-name instance-status.reachability
  instance-status.status instance-storage-info.disk.count instance-storage-info.disk.size-in-gb
  instance-storage-info.disk.type instance-storage-info.encryption-support instance-storage-info.nvme-support
  instance-storage-info.total-size-in-gb instance-storage-supported instance-type instance.group-id
  instance.group-name interface-type internet-gateway-id ip-address ip-address-type ip-permission.cidr
  ip-permission.from-port ip-permission.group-id ip-permission.group-name ip-permission.ipv6-cidr
  ip-permission.prefix-list-id ip-permission.protocol ip-permission.to-port ip-permission.user-id ipv6-address
  ipv6-addresses.ipv6-address ipv6-cidr-block-association.association-id ipv6-cidr-block-association.ipv6-cidr-block
  ipv6-cidr-block-association.ipv6-pool ipv6-cidr-block-association.state ipv6-native is-default is-default-version
  is-public kernel-id key key-name key-pair-id launch-index launch-template-name launch-time
  license-configuration-arn mac-address maintenance-options.auto-recovery manifest-location
  map-customer-owned-ip-on-launch map-public-ip-on-launch memory-info.size-in-mib message
  metadata-options.http-endpoint metadata-options.http-protocol-ipv4 metadata-options.http-protocol-ipv6
  metadata-options.http-put-response-hop-limit metadata-options.http-tokens metadata-options.instance-metadata-tags
  metadata-options.state monitoring-state multi-attach-enabled name nat-gateway-id network-acl-id
  network-border-group network-card-index network-info.bandwidth-weightings
  network-info.efa-info.maximum-efa-interfaces network-info.efa-supported network-info.ena-support
  network-info.encryption-in-transit-supported network-info.flexible-ena-queues-support
  network-info.ipv4-addresses-per-interface network-info.ipv6-addresses-per-interface network-info.ipv6-supported
  network-info.maximum-network-cards network-info.maximum-network-interfaces network-info.network-performance
  network-interface-id network-interface-owner-id network-interface.addresses.association.allocation-id
  network-interface.addresses.association.association-id network-interface.addresses.association.carrier-ip
  network-interface.addresses.association.customer-owned-ip network-interface.addresses.association.ip-owner-id
  network-interface.addresses.association.public-dns-name network-interface.addresses.association.public-ip
  network-interface.addresses.primary network-interface.addresses.private-dns-name
  network-interface.addresses.private-ip-address network-interface.association.allocation-id
  network-interface.association.association-id network-interface.association.carrier-ip
  network-interface.association.customer-owned-ip network-interface.association.ip-owner-id
  network-interface.association.public-dns-name network-interface.association.public-ip
  network-interface.attachment.attach-time network-interface.attachment.attachment-id
  network-interface.attachment.delete-on-termination network-interface.attachment.device-index
  network-interface.attachment.instance-id network-interface.attachment.instance-owner-id
  network-interface.attachment.network-card-index network-interface.attachment.status
  network-interface.availability-zone network-interface.deny-all-igw-traffic network-interface.description
  network-interface.group-id network-interface.group-name network-interface.ipv4-prefixes.ipv4-prefix
  network-interface.ipv6-address network-interface.ipv6-addresses.ipv6-address
  network-interface.ipv6-addresses.is-primary-ipv6 network-interface.ipv6-native
  network-interface.ipv6-prefixes.ipv6-prefix network-interface.mac-address network-interface.network-interface-id
  network-interface.operator.managed network-interface.operator.principal network-interface.outpost-arn
  network-interface.owner-id network-interface.private-dns-name network-interface.private-ip-address
  network-interface.public-dns-name network-interface.requester-id network-interface.requester-managed
  network-interface.source-dest-check network-interface.status network-interface.subnet-id network-interface.tag-key
  network-interface.tag-value network-interface.vpc-id network-performance-options.bandwidth-weighting
  nitro-enclaves-support nitro-tpm-info.supported-versions nitro-tpm-support operator.managed operator.principal
  opt-in-status outpost-arn owner owner-alias owner-id parent-zone-id parent-zone-name placement-group-name
  placement-partition-number platform platform-details prefix-list-id prefix-list-name private-dns-name
  private-dns-name-options-on-launch.enable-resource-name-dns-a-record
  private-dns-name-options-on-launch.enable-resource-name-dns-aaaa-record
  private-dns-name-options-on-launch.hostname-type private-dns-name-options.enable-resource-name-dns-a-record
  private-dns-name-options.enable-resource-name-dns-aaaa-record private-dns-name-options.hostname-type
  private-ip-address processor-info.supported-architecture processor-info.supported-features
  processor-info.sustained-clock-speed-in-ghz product-code product-code.type public-ip ram-disk-id ramdisk-id reason
  reboot-migration-support region-name requester-id requester-managed reservation-id resource-id resource-type
  root-device-name root-device-type route-table-id route.destination-cidr-block route.destination-ipv6-cidr-block
  route.destination-prefix-list-id route.egress-only-internet-gateway-id route.gateway-id route.instance-id
  route.nat-gateway-id route.origin route.state route.transit-gateway-id route.vpc-peering-connection-id
  security-group-rule-id service-name service-region service-type size snapshot-id source-dest-check source-image-id
  source-image-region source-instance-id spot-instance-request-id sriov-net-support state state-reason-code
  state-reason-message status subnet-arn subnet-id supported-boot-mode supported-ip-address-types
  supported-root-device-type supported-usage-class supported-virtualization-type system-status.reachability
  system-status.status tag-key tenancy tpm-support usage-operation usage-operation-update-time value
  vcpu-info.default-cores vcpu-info.default-threads-per-core vcpu-info.default-vcpus vcpu-info.valid-cores
  vcpu-info.valid-threads-per-core virtualization-type volume-id volume-type vpc-endpoint-id vpc-endpoint-state
  vpc-endpoint-type vpc-id zone-id zone-name zone-type
`
    .trim()
    .split(/\s+/),
);
