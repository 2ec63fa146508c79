import "server-only";
import { sameHash } from "@/lib/domain/assessments/respondents/secrets";
import type { Change } from "@/lib/platform/audit/change";
import { secretHash } from "@/lib/platform/auth/secret";
import type { Assessment, AssessmentRespondent } from "@/lib/platform/database/generated/client";
import { NotFound, Unauthenticated } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";

/** Somebody outside with the assessment that they are asked about. */
interface Outside {
  respondent: AssessmentRespondent;
  assessment: Assessment;
}

/** Returns whom a link is for; throws NotFound alike for one that is unknown, taken back or too old. */
export async function byLink({ tx, now }: Context, key: string): Promise<Outside> {
  const found = await tx.assessmentRespondent.findFirst({
    where: { linkHash: secretHash(key), revokedAt: null, expiresAt: { gt: now } },
    include: { assessment: true },
  });
  if (!found) throw new NotFound("This link does not work any more. Ask who sent it to you for a new one.");
  const { assessment, ...respondent } = found;
  return { respondent, assessment };
}

/** Returns whom a link and the session that its code opened are for; throws NotFound as byLink, Unauthenticated without the session. */
export async function bySession(context: Context, key: string, session: string): Promise<Outside> {
  const found = await byLink(context, key);
  if (!sameHash(found.respondent.sessionHash, secretHash(session)))
    throw new Unauthenticated("Give your code first. If you used it already, ask for a new one.");
  return found;
}

/** Returns the change of a respondent for the audit trail, without a hash of what is secret. */
export function respondentChange(before: AssessmentRespondent | null, after: AssessmentRespondent): Change {
  return {
    subject: { type: "assessment-respondents", id: after.id, unitId: after.unitId },
    before: before && withoutHashes(before),
    after: withoutHashes(after),
  };
}

function withoutHashes(respondent: AssessmentRespondent): object {
  const { linkHash: _link, codeHash: _code, sessionHash: _session, ...shown } = respondent;
  return shown;
}

/** Returns somebody outside as the one who did something, for the audit trail. */
export function outsider({ id, name }: AssessmentRespondent): { id: string; name: string } {
  return { id, name: `${name}, from outside` };
}
