import { notFound } from "next/navigation";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { risksCreate } from "@/lib/domain/risks/access";
import { getRiskMethod } from "@/lib/domain/risks/queries/method";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { categoryOptions } from "../category-options";
import { RiskForm } from "../risk-form";
import { startFrom } from "./start-from";

export const metadata = { title: "New risk" };

interface NewRiskPageProps {
  searchParams: Promise<{ systems?: string }>;
}

/** The form of a new risk; coming from a system, it starts with that system and its unit. */
export default async function NewRiskPage({ searchParams }: NewRiskPageProps) {
  const actor = await requireActor();
  if (!mayAnywhere(actor, risksCreate)) notFound();
  const [method, values] = await Promise.all([
    getRiskMethod.execute(actor, {}),
    startFrom(actor, (await searchParams).systems),
  ]);
  return (
    <>
      <PageHeader
        title="New risk"
        trail={[{ href: "/risks", label: "Risks" }]}
        description="Title, category and unit are enough to begin with. Score it on its own page."
      />
      <PageBody>
        <RiskForm
          action={{ method: "POST", url: "/api/v1/risks" }}
          values={values}
          options={{ category: categoryOptions(method) }}
          done="/risks"
          submit="Create risk"
          saved="Risk created."
          cancel="/risks"
        />
      </PageBody>
    </>
  );
}
