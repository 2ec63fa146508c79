import type { Metadata } from "next";
import { cache } from "react";
import { HistorySection } from "@/app/(workspace)/_record/history-section";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { Columns } from "@/components/layout/columns";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Badge } from "@/components/ui/badge";
import { controlKinds, labelIn } from "@/lib/domain/controls/library/schema";
import { getOwnControlHistory } from "@/lib/domain/controls/own/queries/own";
import { getLibraryControl } from "@/lib/domain/controls/queries/library";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { AppliesSection } from "./applies-section";
import {
  CarriedOutSection,
  MitigationsSection,
  RequirementsSection,
  TextSection,
  WordsSection,
} from "./control-sections";
import { OwnActs } from "./own-acts";

interface ControlPageProps {
  params: Promise<{ key: string }>;
}

const controlOf = cache(async (key: string) =>
  orNotFound(getLibraryControl.execute(await requireActor(), { key })),
);

const historyOf = async (id: string) =>
  (await getOwnControlHistory.execute(await requireActor(), { id })).entries;

export async function generateMetadata({ params }: ControlPageProps): Promise<Metadata> {
  return { title: (await controlOf((await params).key)).title };
}

/** One control of the library: what it says, how it is tested, what it leaves as evidence, what it serves. */
export default async function LibraryControlPage({ params }: ControlPageProps) {
  const control = await controlOf((await params).key);
  const own = control.ownRecord;
  return (
    <>
      <PageHeader
        title={control.title}
        trail={[
          { href: "/controls", label: "Controls" },
          { href: "/controls/library", label: "Library" },
        ]}
        description={`${control.familyLabel}, ${own ? `version ${own.version}` : `edition ${control.edition}`}`}
        badges={
          <>
            <Badge>{labelIn(controlKinds, control.kind)}</Badge>
            {own?.retired ? <Badge>Retired</Badge> : null}
          </>
        }
        actions={own ? <OwnActs title={control.title} record={own} /> : null}
      />
      <PageBody>
        <Columns aside={<AppliesSection control={control} />}>
          <TextSection control={control} />
          <WordsSection title="How to test it" items={control.tests} />
          <WordsSection title="Evidence it leaves" items={control.evidence} />
          <CarriedOutSection controls={control.carriedOut} />
          <RequirementsSection requirements={control.requirements} />
          <MitigationsSection mitigations={control.mitigations} />
          {own ? <HistorySection entries={await historyOf(own.id)} /> : null}
        </Columns>
      </PageBody>
    </>
  );
}
