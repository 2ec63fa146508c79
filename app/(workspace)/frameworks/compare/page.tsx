import { orNotFound } from "@/app/(workspace)/or-not-found";
import { EmptyState } from "@/components/layout/empty-state";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { crosswalkFindings } from "@/lib/domain/controls/queries/coverage";
import { compareFrameworks, listFrameworks } from "@/lib/domain/frameworks/queries/browse";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { ChooseFrameworks } from "./choose-frameworks";
import { ComparisonSections } from "./comparison-sections";

export const metadata = { title: "Compare frameworks" };

interface ComparePageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** What fulfilling one framework means for another: what carries over, what is only related, what is judgement. */
export default async function ComparePage({ searchParams }: ComparePageProps) {
  const actor = await requireActor();
  const given = await searchParams;
  const { entries } = await orNotFound(listFrameworks.execute(actor, {}));
  const chosen = (name: string) => (typeof given[name] === "string" ? given[name] : "");
  const [from, to] = [chosen("from"), chosen("to")];
  const [comparison, said] =
    from && to && from !== to
      ? await orNotFound(
          Promise.all([
            compareFrameworks.receive(actor, { from, to }),
            crosswalkFindings.receive(actor, { from, to }),
          ]),
        )
      : [null, null];
  return (
    <>
      <PageHeader
        title="Compare two frameworks"
        trail={[{ href: "/frameworks", label: "Frameworks" }]}
        description="What fulfilling the first one means for the second. Only what is equal, or a superset towards its subset, carries a result."
      />
      <PageBody>
        <ChooseFrameworks key={`${from} ${to}`} frameworks={entries} from={from} to={to} />
        {comparison && said ? (
          <ComparisonSections comparison={comparison} said={said} />
        ) : (
          <EmptyState title={from && from === to ? "These are the same framework" : "Choose two frameworks"}>
            Choose the one that you fulfil, and the one for which you want to know what follows.
          </EmptyState>
        )}
      </PageBody>
    </>
  );
}
