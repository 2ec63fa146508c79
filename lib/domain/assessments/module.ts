import "server-only";
import {
  assessmentsAnswer,
  assessmentsApprove,
  assessmentsAssign,
  assessmentsRead,
} from "@/lib/domain/assessments/access";
import { startArchive } from "@/lib/domain/assessments/archives/commands/start-archive";
import { archiveJobs } from "@/lib/domain/assessments/archives/jobs";
import { archiveContent, listArchives } from "@/lib/domain/assessments/archives/queries/archives";
import { confirmFact } from "@/lib/domain/assessments/commands/adopt";
import { answerQuestion, confirmAnswers } from "@/lib/domain/assessments/commands/answer";
import { assignPart, endAssignment, updateAssessment } from "@/lib/domain/assessments/commands/assign";
import {
  approveAssessment,
  refuseAssessment,
  returnAssessment,
} from "@/lib/domain/assessments/commands/decide";
import { fillFromRecords } from "@/lib/domain/assessments/commands/fill-known";
import { startAssessments } from "@/lib/domain/assessments/commands/start";
import {
  reopenAssessment,
  submitAssessment,
  withdrawAssessment,
} from "@/lib/domain/assessments/commands/submit";
import { upgradeAssessment } from "@/lib/domain/assessments/commands/upgrade";
import { followSubjects } from "@/lib/domain/assessments/follow-subjects";
import {
  answerHistoryOf,
  assessmentHistoryOf,
  getAssessment,
} from "@/lib/domain/assessments/queries/assessment";
import { findAssessments, findQuestions } from "@/lib/domain/assessments/queries/find";
import { assessmentRegister } from "@/lib/domain/assessments/queries/register";
import { upgradePreview } from "@/lib/domain/assessments/queries/upgrade";
import { assessmentReport } from "@/lib/domain/assessments/report/assessment-report";
import { respondentsAnswer } from "@/lib/domain/assessments/respondents/access";
import {
  inviteRespondent,
  newRespondentCode,
  revokeRespondent,
} from "@/lib/domain/assessments/respondents/commands/invite";
import {
  answerOutside,
  finishOutside,
  openOutside,
} from "@/lib/domain/assessments/respondents/commands/respond";
import { readOutside } from "@/lib/domain/assessments/respondents/queries/outside";
import { questionsType } from "@/lib/domain/assessments/schema";
import { type Module, route } from "@/lib/platform/registry/module";

export const assessmentsModule: Module = {
  name: "assessments",
  permissions: [assessmentsRead, assessmentsAssign, assessmentsAnswer, assessmentsApprove, respondentsAnswer],
  navigation: [
    {
      group: "Assurance",
      label: "Assessments",
      href: "/assessments",
      icon: "assessments",
      permission: assessmentsRead,
    },
  ],
  registers: [assessmentRegister],
  records: [
    { type: "assessments", one: "assessment", read: assessmentsRead, find: findAssessments },
    {
      type: questionsType,
      one: "question of an assessment",
      part: true,
      read: assessmentsRead,
      find: findQuestions,
    },
  ],
  jobs: archiveJobs,
  listeners: [followSubjects],
  routes: [
    route("post", "/assessments", startAssessments, { status: 201 }),
    route("get", "/assessments/:id", getAssessment),
    route("patch", "/assessments/:id", updateAssessment),
    route("get", "/assessments/:id/report", assessmentReport),
    route("get", "/assessments/:id/history", assessmentHistoryOf),
    route("get", "/assessments/:id/answers/:questionKey/history", answerHistoryOf),
    route("put", "/assessments/:id/answers/:questionKey", answerQuestion),
    route("post", "/assessments/:id/confirm", confirmAnswers),
    route("post", "/assessments/:id/fill", fillFromRecords),
    route("post", "/assessments/:id/assignments", assignPart, { status: 201 }),
    route("post", "/assessment-assignments/:id/end", endAssignment),
    route("post", "/assessments/:id/submit", submitAssessment),
    route("post", "/assessments/:id/return", returnAssessment),
    route("post", "/assessments/:id/approve", approveAssessment),
    route("post", "/assessments/:id/refuse", refuseAssessment),
    route("post", "/assessments/:id/withdraw", withdrawAssessment),
    route("post", "/assessments/:id/reopen", reopenAssessment),
    route("get", "/assessments/:id/upgrade", upgradePreview),
    route("post", "/assessments/:id/upgrade", upgradeAssessment),
    route("post", "/assessments/:id/confirm-fact", confirmFact),
    route("post", "/assessments/:id/respondents", inviteRespondent, { status: 201 }),
    route("post", "/assessment-respondents/:id/code", newRespondentCode),
    route("post", "/assessment-respondents/:id/revoke", revokeRespondent),
    route("post", "/respond/open", openOutside, { open: true }),
    route("post", "/respond/questions", readOutside, { open: true }),
    route("put", "/respond/answers/:questionKey", answerOutside, { open: true }),
    route("post", "/respond/finish", finishOutside, { open: true }),
    route("post", "/assessment-archives", startArchive, { status: 201 }),
    route("get", "/assessment-archives", listArchives),
    route("get", "/assessment-archives/:id/content", archiveContent),
  ],
};
