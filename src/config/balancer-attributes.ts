/** What a load balancer of the stack is set to where its config says nothing. */
export const balancerDefaults = {
  idleTimeout: 60,
  keepAlive: 3600,
  http2: true,
  dropInvalidHeaders: true,
  preserveHost: false,
  deletionProtection: false,
} as const;

type Attribute = keyof typeof balancerDefaults;
export const balancerAttributeNames = Object.keys(balancerDefaults) as readonly Attribute[];

type Said = {
  readonly [Name in Attribute]?: ((typeof balancerDefaults)[Name] extends number ? number : boolean) | undefined;
};

/** All of them: as said, or as they are unless said. */
export const balancerAttributes = ({ loadBalancer: said }: { readonly loadBalancer: Said }) => ({
  idleTimeout: said.idleTimeout ?? balancerDefaults.idleTimeout,
  keepAlive: said.keepAlive ?? balancerDefaults.keepAlive,
  http2: said.http2 ?? balancerDefaults.http2,
  dropInvalidHeaders: said.dropInvalidHeaders ?? balancerDefaults.dropInvalidHeaders,
  preserveHost: said.preserveHost ?? balancerDefaults.preserveHost,
  deletionProtection: said.deletionProtection ?? balancerDefaults.deletionProtection,
});
