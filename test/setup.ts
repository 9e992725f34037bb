// The SDK announces the end of its support for Node 20 on stderr, once per process.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
