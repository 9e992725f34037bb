import fc from 'fast-check';

// The SDK announces the end of its support for Node 20 on stderr, once per process.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

// What is green once is green for everybody: whoever looks for more asks for other cases (CONTRIBUTING.md, "Inputs that nobody has
// thought of").
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env['PROVISION_TEST_SEED'] ?? 1) });
