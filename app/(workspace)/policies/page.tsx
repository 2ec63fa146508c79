import Link from "next/link";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { listPolicies } from "@/lib/domain/policies/queries";
import { requireActor } from "@/lib/platform/auth/page-actor";

export const metadata = { title: "Policies" };

/** The policy templates to start from. */
export default async function PoliciesPage() {
  const { entries } = await orNotFound(listPolicies.execute(await requireActor(), {}));
  return (
    <>
      <PageHeader
        title="Policies"
        description="Templates to start from: fill in the organisation's names, then save them as PDF or as text to edit."
      />
      <PageBody>
        <div className="grid gap-4 xl:grid-cols-2">
          {entries.map(({ key, title, version, audience, purpose, clauses, requirements, controls }) => (
            <Section key={key} title={title} description={`Version ${version}. For: ${audience}.`}>
              <p className="text-sm">{purpose}</p>
              <p className="mt-2 text-ink-soft text-sm">
                {clauses} rules that serve {requirements} requirements and are carried out by {controls}{" "}
                controls of the library.
              </p>
              <p className="mt-3">
                <Link href={`/policies/${key}`} className="font-medium text-accent text-sm hover:underline">
                  Open {title}
                </Link>
              </p>
            </Section>
          ))}
        </div>
      </PageBody>
    </>
  );
}
