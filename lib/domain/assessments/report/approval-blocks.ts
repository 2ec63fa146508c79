import "server-only";
import type { SeenAssessment } from "@/lib/domain/assessments/queries/assessment";
import { decisionStates } from "@/lib/domain/decisions/schema";
import { type Block, badge } from "@/lib/platform/report/model";
import { shortInstant } from "@/lib/platform/report/record-blocks";
import { formatDay } from "@/lib/platform/time/format-day";

const howToCheck =
  "Each signature is on exactly what its signer saw: the questionnaire by its digest, every question asked with its answer, " +
  "the score, the digests of the evidence, and the facts of the system. Save that content from the decision " +
  "(/api/v1/decisions/{id}/content): it is canonical JSON (RFC 8785), and the SHA-256 of the file, for example by sha256sum, is " +
  "the digest printed here. One changed character gives another digest.";

/** Returns who signed, refused or let fall what, with the digest of exactly what was seen and how to check it. */
export function approvalBlocks(assessment: SeenAssessment, timeZone: string): Block[] {
  const { signatures, template } = assessment;
  const seats = template.approvals === 1 ? "one other person" : `${template.approvals} other people`;
  const heading: Block = { kind: "heading", level: 1, text: "Approval" };
  if (signatures.length === 0)
    return [
      heading,
      { kind: "paragraph", style: "muted", text: `It was not handed in yet. Approval takes ${seats}.` },
    ];
  const signed = signatures.some(({ signer }) => signer !== null);
  return [
    heading,
    { kind: "paragraph", text: `Approval takes ${seats}; nobody approves what they answered themselves.` },
    ...signatures.map((one): Block => {
      const state = decisionStates.find(({ value }) => value === one.state);
      return {
        kind: "facts",
        items: [
          { label: "Decision", value: one.id },
          { label: "State", value: state ? badge(state.label, state.tone) : one.state },
          { label: "Asked for", value: shortInstant(one.requestedAt, timeZone) },
          {
            label: "Signed by",
            value: one.signer
              ? [one.signer, one.signerRole, shortInstant(one.signedAt ?? one.requestedAt, timeZone)]
                  .filter(Boolean)
                  .join(", ")
              : "Nobody yet",
          },
          { label: "Reason", value: one.signerReason },
          { label: "Until", value: one.until ? formatDay(one.until) : null },
          { label: "Closed because", value: one.closedReason },
          { label: "Digest (SHA-256)", value: one.digest },
        ].filter(({ value }) => value !== null),
      };
    }),
    ...(signed
      ? [
          { kind: "heading" as const, level: 2 as const, text: "How to check a digest" },
          { kind: "paragraph" as const, text: howToCheck },
        ]
      : []),
  ];
}
