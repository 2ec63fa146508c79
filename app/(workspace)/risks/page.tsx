import { orNotFound } from "@/app/(workspace)/or-not-found";
import { savedColumns } from "@/app/(workspace)/saved-columns";
import { PageHeader } from "@/components/layout/page-header";
import { RegisterPage } from "@/components/layout/register-page";
import { RegisterTable } from "@/components/table/register-table";
import { ButtonLink } from "@/components/ui/button-link";
import { InlineAlert } from "@/components/ui/inline-alert";
import { risksCreate } from "@/lib/domain/risks/access";
import { getRiskMethod } from "@/lib/domain/risks/queries/method";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { columnsWith } from "./category-options";
import { firstRisks } from "./first-risks";
import { RiskTabs } from "./risk-tabs";

export const metadata = { title: "Risks" };

interface RisksPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The risk register. */
export default async function RisksPage({ searchParams }: RisksPageProps) {
  const actor = await requireActor();
  const asked = await searchParams;
  const [saved, method] = await orNotFound(
    Promise.all([savedColumns(actor, "risks"), getRiskMethod.execute(actor, {})]),
  );
  const page = await orNotFound(firstRisks(actor, asked, saved));
  const creates = mayAnywhere(actor, risksCreate);
  const onlyMine = actor.personId !== null && asked["owner"] === actor.personId;
  return (
    <RegisterPage>
      <PageHeader
        title="Risks"
        description="What could go wrong with our AI systems, how bad it is, and what is done about it."
        actions={creates ? <Actions /> : null}
      />
      <RiskTabs current={onlyMine ? "mine" : "all"} personId={actor.personId} />
      {page.problem ? (
        <div className="px-4 py-3 lg:px-6">
          <InlineAlert tone="warn" title="This address asks for something the register does not have">
            {page.problem} All risks are shown.
          </InlineAlert>
        </div>
      ) : null}
      <RegisterTable
        concept="risks"
        title="Risks"
        noun={{ one: "risk", many: "risks" }}
        empty="A risk says what could go wrong with an AI system: the cause, the event and what it leads to."
        columns={columnsWith(method)}
        bands={method.bands}
        rows={page.rows}
        next={page.next}
        savedColumns={saved}
        can={{ create: creates, import: creates, export: true }}
      />
    </RegisterPage>
  );
}

function Actions() {
  return (
    <>
      <ButtonLink href="/imports?concept=risks">Import</ButtonLink>
      <ButtonLink href="/risks/new" tone="primary">
        New risk
      </ButtonLink>
    </>
  );
}
