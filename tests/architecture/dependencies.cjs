// Who may import whom. Read by dependency-cruiser inside `npm test`; every rule is an error.

// A concept may build on those to its left, and only on what they offer: shapes, rules, settings, queries and commands.
const order = [
  "organization",
  "audit",
  "decisions",
  "tasks",
  "comments",
  "evidence",
  "inventory",
  "intake",
  "programme-roles",
  "frameworks",
  "obligations",
  "risks",
  "risk-catalogue",
  "controls",
  "threat-models",
  "attack-trees",
  "pasta-stages",
  "taxonomy",
  "test-runs",
  "policies",
  "assessments",
  "duties",
  "imports",
  "my-work",
  "programme",
  "reminders",
  "webhooks",
  "search",
  "views",
  "audit-packs",
];
const offered =
  "/(schema|rules|method|access|settings?|kinds|[a-z-]*report|queries|commands|queries/[^/]+|commands/[^/]+)\\.ts$";

const leftwards = order.flatMap((name, i) => [
  ...(i < order.length - 1
    ? [
        {
          name: `${name}-builds-leftwards`,
          comment: "A concept imports only concepts to its left, so that there are no circles.",
          severity: "error",
          from: { path: `^lib/domain/${name}/` },
          to: { path: `^lib/domain/(${order.slice(i + 1).join("|")})/` },
        },
      ]
    : []),
  {
    name: `${name}-uses-what-others-offer`,
    comment: "From another concept: schema, rules, settings, queries and commands only.",
    severity: "error",
    from: { path: `^lib/domain/${name}/` },
    to: { path: "^lib/domain/", pathNot: [`^lib/domain/${name}/`, offered] },
  },
]);

const rule = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

module.exports = {
  forbidden: [
    rule(
      "no-circles",
      "Files that import each other cannot be understood one at a time.",
      {},
      { circular: true },
    ),
    ...leftwards,
    rule(
      "domains-are-listed",
      "A new concept takes its place in the order above.",
      { path: "^lib/domain/" },
      { path: "^lib/domain/", pathNot: `^lib/domain/(${order.join("|")})/` },
    ),
    rule(
      "platform-knows-no-domain",
      "The registry is handed in by the doors.",
      { path: "^lib/platform/" },
      { path: "^(lib/domain|lib/registry|lib/cli|lib/worker|app|components)" },
    ),
    rule(
      "domain-knows-no-screen",
      "What is true does not depend on how it is drawn.",
      { path: "^lib/domain/" },
      { path: "^(app|components|lib/cli|lib/registry|lib/worker)|node_modules/(react|react-dom|next)/" },
    ),
    rule(
      "components-know-no-database",
      "Drawn things get plain objects.",
      { path: "^components/" },
      {
        path: "^lib/(domain|platform|registry|cli|worker)",
        pathNot: [
          "^lib/domain/.+/(schema|rules|method)\\.ts$",
          "^lib/platform/(schema/.+|register/column|report/curve-scale|text/visible|time/.+|access/role)\\.ts$",
        ],
      },
    ),
    rule(
      "components-know-no-page",
      "Pages use components, never the reverse.",
      { path: "^components/" },
      { path: "^app/" },
    ),
    rule(
      "lib-knows-no-page",
      "Doors call the library, never the reverse.",
      { path: "^lib/" },
      { path: "^(app|components)/" },
    ),
    rule(
      "pages-ask-operations",
      "A page reads through queries; it never opens the database.",
      { path: "^app/" },
      { path: "^lib/platform/database/" },
    ),
    rule(
      "one-place-knows-next-auth",
      "So that it can be replaced.",
      { pathNot: "^lib/platform/auth/" },
      { path: "node_modules/next-auth/" },
    ),
    rule(
      "database-behind-the-wrappers",
      "Prisma and pg are used in lib alone.",
      { path: "^(app|components)/" },
      { path: "node_modules/(@prisma|pg|pg-boss)/" },
    ),
  ],
  options: {
    doNotFollow: { path: ["node_modules", "lib/platform/database/generated"] },
    exclude: { path: "lib/platform/database/generated" },
    parser: "swc",
    tsPreCompilationDeps: true,
    webpackConfig: { fileName: "tests/architecture/resolve.cjs" },
    enhancedResolveOptions: {
      extensions: [".ts", ".tsx", ".js", ".mjs", ".json", ".d.ts"],
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
    },
  },
};
