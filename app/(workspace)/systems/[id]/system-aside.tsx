import type { ComponentProps } from "react";
import { systemFacts, systemFields } from "@/lib/domain/inventory/systems/schema";
import type { Actor } from "@/lib/platform/access/actor";
import { GapsSection } from "../_inventory/gaps-section";
import { ReviewsSection } from "../_inventory/reviews-section";
import { ApprovalSection } from "./approval-section";
import { StageSection } from "./stage-section";

interface SystemAsideProps {
  actor: Actor;
  system: { id: string; name: string; gaps: ComponentProps<typeof GapsSection>["gaps"] } & ComponentProps<
    typeof StageSection
  >;
  asOf: string | undefined;
  editHref: string | null;
}

/** What is beside the facts of a system: its gaps, what waits for approval, its life and its reviews. */
export function SystemAside({ actor, system, asOf, editHref }: SystemAsideProps) {
  const { id, gaps, stage, moves, createdAt } = system;
  return (
    <>
      <GapsSection shape={systemFields} facts={systemFacts} gaps={gaps} editHref={editHref} />
      <ApprovalSection actor={actor} system={system} asOf={asOf} />
      <StageSection stage={stage} moves={moves} createdAt={createdAt} />
      {asOf ? null : <ReviewsSection type="systems" id={id} />}
    </>
  );
}
