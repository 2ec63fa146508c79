import type { SearchParams } from "@/app/(workspace)/first-page";
import { RegisterView } from "@/app/(workspace)/register-view";
import { Tabs } from "@/components/layout/tabs";
import { ButtonLink } from "@/components/ui/button-link";
import { testRunsImport } from "@/lib/domain/test-runs/access";
import { findingRegister } from "@/lib/domain/test-runs/queries/register";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";

export const metadata = { title: "Findings" };

/** The register of what security tests found. */
export default async function FindingsPage({ searchParams }: { searchParams: SearchParams }) {
  const actor = await requireActor();
  const { open, mine } = await searchParams;
  const current =
    mine === "true" ? "/findings?mine=true" : open === "true" ? "/findings?open=true" : "/findings";
  return (
    <RegisterView
      register={findingRegister}
      searchParams={searchParams}
      noun={{ one: "finding", many: "findings" }}
      description="What security tests showed of AI systems: how often, how severe and why, and whether a later run still sees it."
      empty="A finding comes from a run: hand in what a tool wrote, and every check that did not hold becomes one."
      actions={
        mayAnywhere(actor, testRunsImport) ? (
          <ButtonLink href="/test-runs/new" tone="primary">
            Hand in results
          </ButtonLink>
        ) : null
      }
      tabs={
        <Tabs
          label="Views of the findings"
          current={current}
          items={[
            { href: "/findings", label: "All findings" },
            { href: "/findings?open=true", label: "Open findings" },
            { href: "/findings?mine=true", label: "My findings" },
          ]}
        />
      }
    />
  );
}
