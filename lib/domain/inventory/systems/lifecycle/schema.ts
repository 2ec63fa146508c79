import { waiverField } from "@/lib/domain/inventory/systems/gates/schema";
import { stages } from "@/lib/domain/inventory/systems/options/schema";
import { choice, longText } from "@/lib/platform/schema/field";

/** The stage of an AI system; only a new one is given it, later changes are moves. */
export const stageField = choice(stages, {
  label: "Stage",
  help: "Where it is in its life (ISO/IEC 42001 A.6.2); later changes are moves with a reason.",
  synonyms: ["status", "lifecycle", "lifecycle stage", "phase", "state"],
});

/** What a move to another stage asks. */
export const moveFields = {
  toStage: choice(stages, { label: "New stage" }),
  reason: longText({
    label: "Reason",
    help: "What has been shown or decided, in words an auditor can follow.",
    max: 2_000,
    example: "Red-team findings closed; pilot with two teams ended without incident.",
  }),
  /** Only from a person who may let the system pass without a condition of the gate. */
  waiver: waiverField.optional(),
};
