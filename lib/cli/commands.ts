import type { Command } from "@/lib/cli/command";

/** The one list of commands. Each is loaded only when asked for, so that a start reads little. */
export const commands: Record<string, () => Promise<Command>> = {
  demo: async () => (await import("@/lib/cli/commands/demo")).demo,
  start: async () => (await import("@/lib/cli/commands/start")).start,
  build: async () => (await import("@/lib/cli/commands/build")).build,
  migrate: async () => (await import("@/lib/cli/commands/migrate")).migrateCommand,
  lockfile: async () => (await import("@/lib/cli/commands/lockfile")).lockfile,
  doctor: async () => (await import("@/lib/cli/commands/doctor")).doctor,
  backup: async () => (await import("@/lib/cli/commands/backup")).backup,
  restore: async () => (await import("@/lib/cli/commands/restore")).restore,
  user: async () => (await import("@/lib/cli/commands/user")).user,
  "demo-data": async () => (await import("@/lib/cli/commands/demo-data")).demoData,
  import: async () => (await import("@/lib/cli/commands/import")).importCommand,
  bom: async () => (await import("@/lib/cli/commands/bom")).bom,
  migration: async () => (await import("@/lib/cli/commands/migration")).migration,
  frameworks: async () => (await import("@/lib/cli/commands/frameworks")).frameworks,
  classify: async () => (await import("@/lib/cli/commands/classify")).classifyCommand,
  threats: async () => (await import("@/lib/cli/commands/threats")).threats,
  results: async () => (await import("@/lib/cli/commands/results")).results,
  gate: async () => (await import("@/lib/cli/commands/gate")).gate,
  keys: async () => (await import("@/lib/cli/commands/keys")).keys,
  verify: async () => (await import("@/lib/cli/commands/verify")).verify,
};
