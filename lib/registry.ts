import "server-only";
import { questionnairesModule } from "@/lib/domain/assessments/templates/module";
import { auditModule } from "@/lib/domain/audit/module";
import { commentsModule } from "@/lib/domain/comments/module";
import { decisionsModule } from "@/lib/domain/decisions/module";
import { evidenceModule } from "@/lib/domain/evidence/module";
import { frameworksModule } from "@/lib/domain/frameworks/module";
import { importsModule } from "@/lib/domain/imports/module";
import { intakeModule } from "@/lib/domain/intake/module";
import { inventoryModules } from "@/lib/domain/inventory/module";
import { myWorkModule } from "@/lib/domain/my-work/module";
import { organizationModules } from "@/lib/domain/organization/module";
import { programmeModule } from "@/lib/domain/programme/module";
import { programmeRolesModule } from "@/lib/domain/programme-roles/module";
import { remindersModule } from "@/lib/domain/reminders/module";
import { riskCatalogueModule } from "@/lib/domain/risk-catalogue/module";
import { risksModule } from "@/lib/domain/risks/module";
import { searchModule } from "@/lib/domain/search/module";
import { tasksModule } from "@/lib/domain/tasks/module";
import { viewsModule } from "@/lib/domain/views/module";
import { jobsModule } from "@/lib/platform/jobs/module";
import { joined, type Module } from "@/lib/platform/registry/module";

/** The one list of domain modules, in the order in which one may build on another. */
export const modules: readonly Module[] = joined([
  jobsModule,
  ...organizationModules,
  auditModule,
  decisionsModule,
  tasksModule,
  commentsModule,
  evidenceModule,
  ...inventoryModules,
  intakeModule,
  programmeRolesModule,
  frameworksModule,
  risksModule,
  riskCatalogueModule,
  questionnairesModule,
  myWorkModule,
  programmeModule,
  importsModule,
  remindersModule,
  searchModule,
  viewsModule,
]);
