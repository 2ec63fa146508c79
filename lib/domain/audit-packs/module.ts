import "server-only";
import {
  packsBuild,
  packsEngage,
  packsOpen,
  packsRead,
  signingKeysRead,
  signingKeysReplace,
} from "@/lib/domain/audit-packs/access";
import { createPack } from "@/lib/domain/audit-packs/commands/create-pack";
import { downloadPack, openPack, readPackFile } from "@/lib/domain/audit-packs/commands/open-pack";
import { engageAuditor } from "@/lib/domain/audit-packs/engagements/commands";
import { buildPack } from "@/lib/domain/audit-packs/jobs";
import { replaceSigningKey } from "@/lib/domain/audit-packs/keys/commands";
import { listSigningKeys, signingKeysFile } from "@/lib/domain/audit-packs/keys/queries";
import { listOpenPacks } from "@/lib/domain/audit-packs/queries/engagements";
import { packHistoryOf } from "@/lib/domain/audit-packs/queries/history";
import { findPacks, packRegister } from "@/lib/domain/audit-packs/queries/register";
import { type Module, route } from "@/lib/platform/registry/module";

export const auditPacksModule: Module = {
  name: "audit-packs",
  permissions: [packsRead, packsBuild, packsEngage, packsOpen, signingKeysRead, signingKeysReplace],
  navigation: [
    {
      group: "Compliance",
      label: "Audit packs",
      href: "/audit-packs",
      icon: "audit-pack",
      permission: packsRead,
    },
    {
      group: "Settings",
      label: "Signing keys",
      href: "/audit-packs/keys",
      icon: "token",
      permission: signingKeysReplace,
    },
  ],
  registers: [packRegister],
  alsoFound: [{ type: "audit-packs", one: "audit pack", read: packsRead, find: findPacks }],
  jobs: [buildPack],
  routes: [
    route("post", "/audit-packs", createPack, { status: 201 }),
    route("get", "/audit-packs/open", listOpenPacks),
    route("get", "/audit-packs/:id", openPack),
    route("get", "/audit-packs/:id/history", packHistoryOf),
    route("get", "/audit-packs/:id/pack", downloadPack),
    route("get", "/audit-packs/:id/file", readPackFile),
    route("post", "/audit-packs/:id/engagements", engageAuditor, { status: 201 }),
    route("get", "/signing-keys", listSigningKeys, { open: true }),
    route("get", "/signing-keys/file", signingKeysFile, { open: true }),
    route("post", "/signing-keys", replaceSigningKey, { status: 201 }),
  ],
};
