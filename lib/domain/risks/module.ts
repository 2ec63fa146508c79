import "server-only";
import {
  risksAccept,
  risksCreate,
  risksEdit,
  risksMethod,
  risksRead,
  risksReview,
} from "@/lib/domain/risks/access";
import { createRisk } from "@/lib/domain/risks/commands/create-risk";
import { quantifyRisk } from "@/lib/domain/risks/commands/quantify-risk";
import { requestAcceptance, withdrawRequest } from "@/lib/domain/risks/commands/request-acceptance";
import { closeRisk, reopenRisk, reviewRisk } from "@/lib/domain/risks/commands/review-risk";
import { scoreRisk } from "@/lib/domain/risks/commands/score-risk";
import { setRiskMethod } from "@/lib/domain/risks/commands/set-method";
import { acceptRisk, refuseRisk } from "@/lib/domain/risks/commands/sign-acceptance";
import { updateRisk } from "@/lib/domain/risks/commands/update-risk";
import { riskConditions } from "@/lib/domain/risks/gates";
import { endAcceptances } from "@/lib/domain/risks/jobs";
import { riskHeatMap } from "@/lib/domain/risks/queries/heat-map";
import { getRiskMethod } from "@/lib/domain/risks/queries/method";
import { listMethodVersions } from "@/lib/domain/risks/queries/method-versions";
import { countCategories, previewRiskMethod } from "@/lib/domain/risks/queries/preview-method";
import { listQuantifications, lossExposure } from "@/lib/domain/risks/queries/quantification";
import { listReviews, listScores } from "@/lib/domain/risks/queries/record";
import { riskRegister } from "@/lib/domain/risks/queries/register";
import { findRisks, getRisk, riskHistory } from "@/lib/domain/risks/queries/risk";
import { riskReport } from "@/lib/domain/risks/report";
import { oneRiskReport } from "@/lib/domain/risks/risk-report";
import { oneSystemReport } from "@/lib/domain/risks/system-report";
import { type Module, route } from "@/lib/platform/registry/module";

export const risksModule: Module = {
  name: "risks",
  permissions: [risksRead, risksCreate, risksEdit, risksAccept, risksReview, risksMethod],
  navigation: [
    { group: "Risk", label: "Risks", href: "/risks", icon: "risk", permission: risksRead },
    {
      group: "Settings",
      label: "Risk method",
      href: "/settings/risk-method",
      icon: "risk-method",
      permission: risksRead,
    },
  ],
  registers: [riskRegister],
  records: [{ type: "risks", one: "risk", read: risksRead, find: findRisks }],
  gateConditions: riskConditions,
  reports: [riskReport],
  jobs: [endAcceptances],
  routes: [
    route("post", "/risks", createRisk, { status: 201 }),
    route("get", "/risks/heat-map", riskHeatMap),
    route("get", "/risks/loss-exposure", lossExposure),
    route("get", "/risks/:id", getRisk),
    route("patch", "/risks/:id", updateRisk),
    route("get", "/risks/:id/history", riskHistory),
    route("get", "/risks/:id/report", oneRiskReport),
    route("get", "/systems/:id/report", oneSystemReport),
    route("get", "/risks/:id/scores", listScores),
    route("post", "/risks/:id/score", scoreRisk, { status: 201 }),
    route("get", "/risks/:id/quantifications", listQuantifications),
    route("post", "/risks/:id/quantify", quantifyRisk, { status: 201 }),
    route("get", "/risks/:id/reviews", listReviews),
    route("post", "/risks/:id/review", reviewRisk, { status: 201 }),
    route("post", "/risks/:id/request-acceptance", requestAcceptance, { status: 201 }),
    route("post", "/risks/:id/accept", acceptRisk),
    route("post", "/risks/:id/refuse", refuseRisk),
    route("post", "/risks/:id/withdraw", withdrawRequest),
    route("post", "/risks/:id/close", closeRisk),
    route("post", "/risks/:id/reopen", reopenRisk),
    route("get", "/settings/risk-method", getRiskMethod),
    route("put", "/settings/risk-method", setRiskMethod),
    route("get", "/settings/risk-method/versions", listMethodVersions),
    route("get", "/settings/risk-method/categories", countCategories),
    route("post", "/settings/risk-method/preview", previewRiskMethod),
  ],
};
