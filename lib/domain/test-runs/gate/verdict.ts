import "server-only";
import type { GateAnswer } from "@/lib/domain/test-runs/gate/answer";
import { verdictRef } from "@/lib/domain/test-runs/gate/schema";
import type { GateVerdict } from "@/lib/platform/database/generated/client";
import { settings } from "@/lib/platform/settings/settings";

/** Returns the answer that a verdict keeps, exactly as it was given. */
export function keptAnswer({ answer }: Pick<GateVerdict, "answer">): GateAnswer {
  return answer as unknown as GateAnswer;
}

/** Returns a verdict as whoever asked gets it: the kept answer, its digest, and where people read it. */
export function answerOfVerdict(verdict: GateVerdict) {
  const { id, number, digest, exitCode } = verdict;
  return {
    ...keptAnswer(verdict),
    ...{ gate_id: id, ref: verdictRef(number), digest, exit_code: exitCode },
    report_url: new URL(`/gate-verdicts/${id}`, settings().PUBLIC_URL).toString(),
  };
}
