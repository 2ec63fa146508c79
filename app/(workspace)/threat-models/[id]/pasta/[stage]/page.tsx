import type { Metadata } from "next";
import { RecordTalk } from "@/app/(workspace)/_record/record-talk";
import { SignOffSection } from "@/app/(workspace)/_record/sign-off-section";
import { Columns } from "@/components/layout/columns";
import { PageBody } from "@/components/layout/page-body";
import { Section } from "@/components/layout/section";
import { InlineAlert } from "@/components/ui/inline-alert";
import { getStageHistory } from "@/lib/domain/pasta-stages/queries/stages";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { ModelFrame } from "../../model-frame";
import { pastaModelOf, stageOf } from "../read-stage";
import { GateSection } from "./gate-section";
import { OutputsSection } from "./outputs-section";
import { StageNav } from "./stage-nav";
import { WrittenSections } from "./written-sections";

interface StagePageProps {
  params: Promise<{ id: string; stage: string }>;
}

export async function generateMetadata({ params }: StagePageProps): Promise<Metadata> {
  const { id, stage: number } = await params;
  const { stage } = await stageOf(id, number);
  return { title: `${stage.ref} ${stage.name}` };
}

/** One stage of PASTA: what to do, what is written down, what it leaves behind, whether its gate is open, and its sign-off. */
export default async function StagePage({ params }: StagePageProps) {
  const { id, stage: number } = await params;
  const [model, { rows, stage }] = [await pastaModelOf(id), await stageOf(id, number)];
  const { entries } = await getStageHistory.execute(await requireActor(), { id: stage.id });
  const { earlier } = stage;
  return (
    <ModelFrame model={model} current="/pasta">
      <PageBody>
        <Columns
          aside={
            <>
              <Section title="Stages">
                <StageNav stages={rows} current={stage.stage} />
              </Section>
              <Section title="What to do">
                <ul className="grid list-disc gap-1 pl-5 text-sm">
                  {stage.activities.map((one) => (
                    <li key={one}>{one}</li>
                  ))}
                </ul>
              </Section>
            </>
          }
        >
          <h2 className="font-semibold text-lg">{`Stage ${stage.stage}: ${stage.name}`}</h2>
          {earlier.length > 0 ? (
            <InlineAlert tone="warn" title="What comes before is not signed off">
              {`You can work on this stage; it rests on ${earlier.map((one) => `${one.stage} ${one.name}`).join(", ")}.`}
            </InlineAlert>
          ) : null}
          <GateSection stage={stage} />
          <WrittenSections stage={stage} />
          <OutputsSection stage={stage} />
          <SignOffSection
            record={stage}
            concept="pasta-stages"
            description="Signed is exactly what the stage leaves behind and what its gate finds; what changes afterwards makes it stale."
            seals="What the stage leaves behind, and what is missing, is sealed as it is now."
            saved="Signed off."
            missing={stage.missing}
          />
          <RecordTalk
            subject={{ type: "pasta-stages", id: stage.id, ref: stage.ref, unitId: stage.unitId }}
            history={entries}
          />
        </Columns>
      </PageBody>
    </ModelFrame>
  );
}
