import "server-only";
import { assessmentsModule } from "@/lib/domain/assessments/module";
import { questionnairesModule } from "@/lib/domain/assessments/templates/module";
import { attackTreesModule } from "@/lib/domain/attack-trees/module";
import { auditModule } from "@/lib/domain/audit/module";
import { engagementsModule } from "@/lib/domain/audit-packs/engagements/module";
import { auditPacksModule } from "@/lib/domain/audit-packs/module";
import { commentsModule } from "@/lib/domain/comments/module";
import { controlsModule } from "@/lib/domain/controls/module";
import { decisionsModule } from "@/lib/domain/decisions/module";
import { dutiesModule } from "@/lib/domain/duties/module";
import { evidenceModule } from "@/lib/domain/evidence/module";
import { frameworksModule } from "@/lib/domain/frameworks/module";
import { importsModule } from "@/lib/domain/imports/module";
import { intakeModule } from "@/lib/domain/intake/module";
import { inventoryModules } from "@/lib/domain/inventory/module";
import { myWorkModule } from "@/lib/domain/my-work/module";
import { obligationsModule } from "@/lib/domain/obligations/module";
import { organizationModules } from "@/lib/domain/organization/module";
import { pastaStagesModule } from "@/lib/domain/pasta-stages/module";
import { policiesModule } from "@/lib/domain/policies/module";
import { programmeModule } from "@/lib/domain/programme/module";
import { programmeRolesModule } from "@/lib/domain/programme-roles/module";
import { remindersModule } from "@/lib/domain/reminders/module";
import { riskCatalogueModule } from "@/lib/domain/risk-catalogue/module";
import { risksModule } from "@/lib/domain/risks/module";
import { searchModule } from "@/lib/domain/search/module";
import { tasksModule } from "@/lib/domain/tasks/module";
import { taxonomyModule } from "@/lib/domain/taxonomy/module";
import { gatesModule } from "@/lib/domain/test-runs/gate/module";
import { testRunsModule } from "@/lib/domain/test-runs/module";
import { testPlansModule } from "@/lib/domain/test-runs/plans/module";
import { threatModelsModule } from "@/lib/domain/threat-models/module";
import { viewsModule } from "@/lib/domain/views/module";
import { webhooksModule } from "@/lib/domain/webhooks/module";
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
  obligationsModule,
  risksModule,
  riskCatalogueModule,
  controlsModule,
  threatModelsModule,
  attackTreesModule,
  pastaStagesModule,
  testRunsModule,
  testPlansModule,
  gatesModule,
  taxonomyModule,
  policiesModule,
  assessmentsModule,
  dutiesModule,
  questionnairesModule,
  myWorkModule,
  programmeModule,
  importsModule,
  remindersModule,
  webhooksModule,
  searchModule,
  viewsModule,
  auditPacksModule,
  engagementsModule,
]);
