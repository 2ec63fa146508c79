import type { Metadata } from "next";
import { Columns } from "@/components/layout/columns";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Input } from "@/components/ui/input";
import { LostWords } from "../lost-words";
import { AboutFramework } from "./about-framework";
import { FrameworkLinks } from "./framework-links";
import { frameworkOf, lostOf, textsOf } from "./read-framework";
import { RequirementTree } from "./requirement-tree";

interface FrameworkPageProps {
  params: Promise<{ key: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: FrameworkPageProps): Promise<Metadata> {
  return { title: (await frameworkOf((await params).key, "")).name };
}

/** One framework: its requirements as a tree with dates and notes, a search, and what is not certain about it. */
export default async function FrameworkPage({ params, searchParams }: FrameworkPageProps) {
  const { key } = await params;
  const given = (await searchParams)["q"];
  const q = typeof given === "string" ? given.trim().slice(0, 200) : "";
  const framework = await frameworkOf(key, q);
  const { name, version, tree, lines: all, found } = framework;
  const lost = await lostOf(key, framework.origin !== null);
  const texts = await textsOf(key);
  return (
    <>
      <PageHeader
        title={name}
        trail={[{ href: "/frameworks", label: "Frameworks" }]}
        description={`Version ${version}: ${framework.assessable} requirements to fulfil, ${all} lines with their headings.`}
        actions={
          <FrameworkLinks
            framework={key}
            partner={framework.partners[0]?.key ?? null}
            licensed={texts !== null}
          />
        }
      />
      <PageBody>
        <Columns aside={<AboutFramework framework={framework} />}>
          <form method="get" className="flex flex-wrap items-center gap-2" aria-label="Search the framework">
            <Input
              type="search"
              name="q"
              aria-label="Search words"
              placeholder="Search by number or words"
              defaultValue={q}
              className="max-w-72"
            />
            <Button type="submit">Search</Button>
            {q ? <ButtonLink href={`/frameworks/${key}`}>Clear</ButtonLink> : null}
            {q ? <span className="text-ink-soft text-sm">{`${found} of ${all} lines`}</span> : null}
          </form>
          <Section title="Requirements" flush>
            {tree.length > 0 ? (
              <RequirementTree key={q} lines={tree} texts={texts} open={q !== ""} />
            ) : (
              <p className="px-4 py-3 text-ink-soft text-sm">No line holds these words. Take one away.</p>
            )}
          </Section>
          <LostWords rows={lost} draft={false} />
        </Columns>
      </PageBody>
    </>
  );
}
