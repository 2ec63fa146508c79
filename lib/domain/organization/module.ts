import "server-only";
import { factorsModule } from "@/lib/domain/organization/factors/module";
import { filesModule } from "@/lib/domain/organization/files/module";
import { linksModule } from "@/lib/domain/organization/links/module";
import { peopleModule } from "@/lib/domain/organization/people/module";
import { preferencesModule } from "@/lib/domain/organization/preferences/module";
import { retentionModule } from "@/lib/domain/organization/retention/module";
import { rolesModule } from "@/lib/domain/organization/roles/module";
import { sessionsModule } from "@/lib/domain/organization/sessions/module";
import { settingsModule } from "@/lib/domain/organization/settings/module";
import { singleSignOnModule } from "@/lib/domain/organization/single-sign-on/module";
import { tokensModule } from "@/lib/domain/organization/tokens/module";
import { unitsModule } from "@/lib/domain/organization/units/module";
import type { Module } from "@/lib/platform/registry/module";

/** The organisation: its settings, units, people, and how they get in. */
export const organizationModules: readonly Module[] = [
  settingsModule,
  unitsModule,
  peopleModule,
  rolesModule,
  tokensModule,
  sessionsModule,
  factorsModule,
  singleSignOnModule,
  linksModule,
  preferencesModule,
  filesModule,
  retentionModule,
];
