import type { Metadata } from "next";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { ButtonLink } from "@/components/ui/button-link";
import { searchRecords } from "@/lib/domain/search/queries";
import { longestQuery } from "@/lib/domain/search/rules";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { capitalised } from "@/lib/platform/schema/capitalised";
import { SearchForm } from "./search-form";

export const metadata: Metadata = { title: "Search" };

interface SearchPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** All records with some words, narrowed down by kind; its address is the search. */
export default async function SearchPage({ searchParams }: SearchPageProps) {
  const actor = await requireActor();
  const asked = await searchParams;
  const q = typeof asked["q"] === "string" ? asked["q"].slice(0, longestQuery) : "";
  const kind = typeof asked["kinds"] === "string" ? asked["kinds"] : undefined;
  const found = await orNotFound(
    searchRecords.execute(actor, { q, limit: 100, ...(kind === undefined ? {} : { kinds: kind }) }),
  );
  const address = (kinds?: string) => `/search?${new URLSearchParams({ q, ...(kinds ? { kinds } : {}) })}`;
  const all = found.kinds.reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <PageHeader
        title="Search"
        description="Every record you may read and every requirement, by its words or its reference."
      />
      <PageBody>
        <SearchForm q={q} />
        <Section
          title={
            q === ""
              ? "Nothing searched for yet"
              : `${found.results.length} shown of ${all}${found.more ? " or more" : ""} found`
          }
          description={found.more ? "There may be more. Another word narrows it down." : undefined}
          flush
          actions={[
            ...(found.kinds.length > 1 ? [{ kind: undefined, one: "All", count: all }] : []),
            ...found.kinds,
          ].map((one) => (
            <ButtonLink
              key={one.one}
              href={address(one.kind)}
              size="sm"
              tone={one.kind === kind ? "primary" : "default"}
            >
              {`${capitalised(one.one)}: ${one.count}`}
            </ButtonLink>
          ))}
        >
          <SimpleTable
            label="What was found"
            columns={[
              { key: "name", label: "Record" },
              { key: "kind", label: "Kind", width: "9rem" },
              { key: "unit", label: "Business unit", width: "14rem" },
            ]}
            rows={found.results.map(({ id, ref, name, one, unit, href }) => ({
              key: id,
              href,
              cells: { name: ref ? `${ref} ${name}` : name, kind: capitalised(one), unit },
            }))}
            empty={
              q === "" ? "Type a word, the beginning of one, or a reference." : "Nothing has all these words."
            }
          />
        </Section>
      </PageBody>
    </>
  );
}
