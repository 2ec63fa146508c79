import type { Metadata } from "next";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { Columns } from "@/components/layout/columns";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { getPolicy } from "@/lib/domain/policies/queries";
import { placeholderKeys } from "@/lib/domain/policies/schema";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { NamesForm } from "./names-form";
import { PolicySections } from "./policy-sections";

interface PolicyPageProps {
  params: Promise<{ key: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: PolicyPageProps): Promise<Metadata> {
  const { key } = await params;
  const { title } = await orNotFound(getPolicy.receive(await requireActor(), { key }));
  return { title };
}

/** A policy template with the organisation's names; what is filled in stands in the address, so that it can be kept and sent. */
export default async function PolicyPage({ params, searchParams }: PolicyPageProps) {
  const [{ key }, given] = [await params, await searchParams];
  const filled = Object.fromEntries(
    placeholderKeys.flatMap((name) => {
      const value = given[name];
      return typeof value === "string" && value.trim() ? [[name, value]] : [];
    }),
  );
  const policy = await orNotFound(getPolicy.receive(await requireActor(), { key, ...filled }));
  const file = (format: string) =>
    `/api/v1/policies/${key}/report?${new URLSearchParams({ ...filled, format })}`;
  const gaps = policy.gaps.length;
  return (
    <>
      <PageHeader
        title={policy.title}
        trail={[{ href: "/policies", label: "Policies" }]}
        description={`Version ${policy.version}. For: ${policy.audience}.`}
        badges={
          gaps > 0 ? <Badge tone="warn">{`${gaps} to fill in`}</Badge> : <Badge tone="good">Filled in</Badge>
        }
        actions={
          <>
            <ButtonLink href={file("md")} download>
              Save text
            </ButtonLink>
            <ButtonLink href={file("pdf")} download>
              Save PDF
            </ButtonLink>
          </>
        }
      />
      <PageBody>
        <Columns aside={<NamesForm policy={policy} />}>
          <PolicySections policy={policy} />
        </Columns>
      </PageBody>
    </>
  );
}
