import { partColumns, partFields } from "@/lib/domain/inventory/parts/schema";
import { choice, reference, text, triState } from "@/lib/platform/schema/field";

const toolKinds = [
  { value: "function", label: "Function", help: "Code of the application itself." },
  { value: "api", label: "API", help: "An interface called over the network." },
  { value: "mcp-server", label: "MCP server", help: "Offers tools by the Model Context Protocol." },
  { value: "plugin", label: "Plugin", help: "An extension of a product." },
  { value: "code-execution", label: "Code execution", help: "Runs code that a model wrote.", tone: "warn" },
  { value: "browser", label: "Browser or desktop", help: "Works a screen as a person does.", tone: "warn" },
  { value: "retrieval", label: "Retrieval", help: "Searches documents or a database." },
] as const;

const transports = [
  { value: "stdio", label: "stdio", help: "A process on the same machine." },
  { value: "streamable-http", label: "Streamable HTTP", help: "Over the network." },
  { value: "sse", label: "HTTP with SSE", help: "The older form over the network." },
] as const;

const authentications = [
  { value: "none", label: "None", help: "Whoever reaches it may use it.", tone: "warn" },
  { value: "api-key", label: "API key", help: "One secret for all calls." },
  {
    value: "service-identity",
    label: "Service identity",
    help: "An identity of its own, with short-lived tokens.",
  },
  {
    value: "user-delegated",
    label: "User's own rights",
    help: "On behalf of the person, with no more than their rights.",
  },
] as const;

/** What a person writes about a tool. */
export const toolFields = partFields(
  {
    noun: "tool",
    example: "Claims platform: open a claim",
    synonyms: ["tool", "tool name", "mcp server", "server", "title"],
  },
  {
    kind: choice(toolKinds, {
      label: "Kind",
      help: "What it is, technically (ISO/IEC 42001 A.4.4).",
      synonyms: ["type", "tool type"],
    }).nullable(),
    endpoint: text({
      label: "Endpoint",
      help: "Where it is called: an address, a command, the name of a function.",
      example: "https://mcp.claims.example/mcp",
      max: 500,
      synonyms: ["url", "address", "command", "host"],
    }).nullable(),
    transport: choice(transports, {
      label: "MCP transport",
      help: "How an MCP server is reached.",
      synonyms: ["transport", "protocol"],
    }).nullable(),
    toolVersion: text({
      label: "Version",
      help: "The release in use.",
      max: 100,
      synonyms: ["tool version", "release"],
    }).nullable(),
    vendorId: reference("vendors", {
      label: "Vendor",
      help: "Who supplies it, where that is a company (ISO/IEC 42001 A.10.3).",
      synonyms: ["supplier", "provider", "supplied by"],
    }).nullable(),
    mayRead: triState({
      label: "May read",
      help: "It gives the model data it did not have (OWASP LLM02:2026).",
      synonyms: ["read", "reads", "read access"],
    }),
    mayWrite: triState({
      label: "May write",
      help: "It changes records or settings (OWASP LLM03:2026, ASI02).",
      synonyms: ["write", "writes", "write access"],
    }),
    maySpend: triState({
      label: "May spend",
      help: "It pays, orders or starts what costs money (OWASP LLM03:2026, LLM06:2026).",
      synonyms: ["spend", "spends", "payments"],
    }),
    maySendOut: triState({
      label: "May send out",
      help: "It carries data out of our systems: mail, posts, calls to others (OWASP LLM02:2026).",
      synonyms: ["send out", "sends out", "egress", "external communication"],
    }),
    approvalNeeded: triState({
      label: "Approval needed",
      help: "A person says yes before each call that has an effect (EU AI Act Art. 14; OWASP LLM03:2026).",
      synonyms: ["approval", "human approval", "confirmation"],
    }),
    authentication: choice(authentications, {
      label: "Authentication",
      help: "As whom it is called (OWASP ASI03).",
      synonyms: ["auth", "authentication method", "identity"],
    }).nullable(),
    sandboxed: triState({
      label: "Sandboxed",
      help: "It runs apart, with only the network and files it needs (OWASP ASI05).",
      synonyms: ["sandbox", "isolated"],
    }),
    pinned: triState({
      label: "Pinned",
      help: "Its version and description are fixed, so that neither changes unseen (OWASP ASI04).",
      synonyms: ["version pinned", "description pinned"],
    }),
  },
);

/** How a tool names other parts. */
export const toolRelations = { vendorId: "provided-by" } as const;

/** The facts that a tool's completeness counts; only MCP servers have a transport. */
export const toolFacts = [
  "ownerId",
  "kind",
  "endpoint",
  "mayRead",
  "mayWrite",
  "maySpend",
  "maySendOut",
  "approvalNeeded",
  "authentication",
  "sandboxed",
  "pinned",
] as const satisfies readonly (keyof typeof toolFields)[];

/** The columns of the register of tools. */
export const toolColumns = partColumns(toolFields, toolFacts, {
  kind: { shown: true, width: 120 },
  endpoint: { width: 220 },
  mayRead: { width: 100 },
  mayWrite: { shown: true, width: 100 },
  maySpend: { shown: true, width: 104 },
  maySendOut: { shown: true, width: 118 },
  approvalNeeded: { width: 140 },
});
