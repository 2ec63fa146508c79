// Before any page's own code: the policy of pages lets nothing be made of text and run, so zod must not try. It reads this
// once, when the first shape is made.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
