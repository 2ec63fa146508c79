import type { Metadata } from "next";
import { cache } from "react";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { SourcesSection } from "@/components/domain/sources-section";
import { Columns } from "@/components/layout/columns";
import { Facts } from "@/components/layout/facts";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { getThreatRule } from "@/lib/domain/threat-models/queries/threat-rules";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { ProposesSection } from "./rule-sections";
import { TestBox } from "./test-box";

interface RulePageProps {
  params: Promise<{ key: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const ruleOf = cache(async (key: string, facts: string) =>
  orNotFound(getThreatRule.receive(await requireActor(), { key, ...(facts ? { facts } : {}) })),
);

export async function generateMetadata({ params }: RulePageProps): Promise<Metadata> {
  return { title: (await ruleOf((await params).key, "")).title };
}

/** One rule: when it applies, what it rests on, what helps, and a box to try facts in. */
export default async function ThreatRulePage({ params, searchParams }: RulePageProps) {
  const { key } = await params;
  const given = Object.entries(await searchParams).flatMap(([name, value]) =>
    typeof value === "string" && value !== "" ? [[name, value]] : [],
  );
  const rule = await ruleOf(key, new URLSearchParams(given).toString());
  return (
    <>
      <PageHeader
        title={rule.title}
        trail={[{ href: "/threat-rules", label: "Threat rules" }]}
        description={`${key}, ${rule.familyLabel}`}
      />
      <PageBody>
        <Columns aside={<ProposesSection rule={rule} />}>
          <Section title="When it applies">
            <p className="break-words">
              {rule.condition ?? "Where a search through the model finds such a path."}
            </p>
          </Section>
          {rule.asks.length > 0 ? (
            <TestBox
              asks={rule.asks}
              given={Object.fromEntries(given)}
              tried={rule.tried}
              home={`/threat-rules/${key}`}
            />
          ) : null}
          <SourcesSection sources={rule.sources} />
          <Section title="What helps">
            <Facts
              items={rule.mitigations.map(({ id, title, description }) => ({
                label: `${id} ${title}`,
                value: description,
                wide: true,
              }))}
            />
          </Section>
        </Columns>
      </PageBody>
    </>
  );
}
