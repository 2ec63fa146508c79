import type { Metadata } from "next";
import { cache } from "react";
import { HistorySection } from "@/app/(workspace)/_record/history-section";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { SourcesSection } from "@/components/domain/sources-section";
import { Columns } from "@/components/layout/columns";
import { Facts } from "@/components/layout/facts";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { Badge } from "@/components/ui/badge";
import { threatModelsRead } from "@/lib/domain/threat-models/access";
import { getOwnRuleHistory } from "@/lib/domain/threat-models/own-rules/queries/own-rules";
import { threatsOn } from "@/lib/domain/threat-models/queries/links";
import { getThreatRule } from "@/lib/domain/threat-models/queries/threat-rules";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { RuleActs } from "./rule-acts";
import { ChangesSection, FiredSection, ProposesSection } from "./rule-sections";
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
  const actor = await requireActor();
  const threats = mayAnywhere(actor, threatModelsRead)
    ? (await threatsOn.execute(actor, { ruleId: key, limit: 100 })).rows
    : [];
  const entries = rule.own && (await getOwnRuleHistory.execute(actor, { id: rule.own.id })).entries;
  return (
    <>
      <PageHeader
        title={rule.title}
        trail={[{ href: "/threat-rules", label: "Threat rules" }]}
        description={`${key}, edition ${rule.edition}. ${rule.types.map(({ label }) => label).join(", ")}`}
        badges={rule.asked ? null : <Badge tone="warn">{rule.own ? "Retired" : "Switched off"}</Badge>}
        actions={rule.can.write ? <RuleActs rule={rule} /> : null}
      />
      <PageBody>
        <Columns aside={<ProposesSection rule={rule} />}>
          {rule.description ? (
            <Section title="How it comes about">
              <p className="whitespace-pre-line break-words">{rule.description}</p>
            </Section>
          ) : null}
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
          <FiredSection threats={threats} all={rule.threats} />
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
          {rule.overrides.length > 0 ? <ChangesSection overrides={rule.overrides} /> : null}
          {entries ? <HistorySection entries={entries} /> : null}
        </Columns>
      </PageBody>
    </>
  );
}
