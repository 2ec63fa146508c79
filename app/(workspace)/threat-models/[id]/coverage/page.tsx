import type { Metadata } from "next";
import { PageBody } from "@/components/layout/page-body";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { InlineAlert } from "@/components/ui/inline-alert";
import { getCoverage } from "@/lib/domain/threat-models/queries/coverage";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { ModelFrame } from "../model-frame";
import { modelOf, namesIn } from "../read-model";
import { CoverageMatrix } from "./coverage-matrix";

interface CoveragePageProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: CoveragePageProps): Promise<Metadata> {
  return { title: `Coverage of ${(await modelOf((await params).id)).ref}` };
}

/** Where the rules propose something and where not, and why a place is empty; what nobody knows, question by question. */
export default async function CoveragePage({ params }: CoveragePageProps) {
  const { id } = await params;
  const model = await modelOf(id);
  const { elements, families, lists, questions, warnings } = await getCoverage.execute(await requireActor(), {
    id,
  });
  const nameOf = namesIn(model.drawing);
  const said = [{ name: "Families of threats to AI", entries: families }].concat(
    lists.map(({ framework, edition, entries }) => ({ name: `${framework}, ${edition}`, entries })),
  );
  return (
    <ModelFrame model={model} current="/coverage">
      <PageBody>
        <div className="grid gap-4">
          {warnings.length > 0 ? (
            <InlineAlert tone="warn" title="Where the rules cannot look">
              {warnings.join(" ")}
            </InlineAlert>
          ) : null}
          <CoverageMatrix elements={elements.map((one) => ({ ...one, name: nameOf(one.id) }))} />
          <Section title={`Questions nobody has answered: ${questions.length}`} id="questions" flush>
            <SimpleTable
              label="Open questions"
              columns={[
                { key: "on", label: "About", width: "16rem" },
                { key: "fact", label: "What is not known", width: "16rem" },
                { key: "rules", label: "Rules that wait for it" },
              ]}
              rows={questions.map(({ on, fact, ruleIds }) => ({
                key: `${on ?? ""} ${fact}`,
                cells: {
                  on: on === null ? "The system as a whole" : nameOf(on),
                  fact: fact.replace(/^\w+\./, "").replaceAll("_", " "),
                  rules: ruleIds.join(", "),
                },
              }))}
              empty="None. Everything that decides a rule is known."
            />
          </Section>
          {said.map(({ name, entries }) => (
            <Section key={name} title={name} flush>
              <SimpleTable
                label={name}
                columns={[
                  { key: "entry", label: "Entry" },
                  { key: "open", label: "Open", align: "right", width: "5rem" },
                  { key: "needs", label: "Needs answers", align: "right", width: "8rem" },
                  { key: "why", label: "Why there is none", width: "24rem" },
                ]}
                rows={entries.map(({ id: key, name: called, open, needsAnswer, why }) => ({
                  key,
                  cells: {
                    entry: key === called ? called : `${key} ${called}`,
                    open,
                    needs: needsAnswer,
                    why: <span className="text-ink-soft text-sm">{why}</span>,
                  },
                }))}
                empty="Nothing."
              />
            </Section>
          ))}
        </div>
      </PageBody>
    </ModelFrame>
  );
}
