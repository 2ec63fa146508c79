import Link from "next/link";
import type { SearchParams } from "@/app/(workspace)/first-page";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button-link";
import { listCiting, listOlderIds } from "@/lib/domain/taxonomy/queries";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { IdList } from "./id-list";

export const metadata = { title: "Editions of sources" };

/** Ids of older editions that are cited, what the newer editions have in their place, and a person's word on each. */
export default async function TaxonomyPage({ searchParams }: { searchParams: SearchParams }) {
  const actor = await requireActor();
  const { framework, edition, cited } = await searchParams;
  const { rows, can } = await listOlderIds.execute(actor, {});
  const asked =
    typeof framework === "string" && typeof edition === "string" && typeof cited === "string"
      ? { framework, edition, cited }
      : null;
  const citing = asked ? await orNotFound(listCiting.receive(actor, asked)) : null;
  return (
    <>
      <PageHeader
        title="Editions of sources"
        trail={[{ href: "/threat-models", label: "Threat models" }]}
        description="Lists of threats number their entries anew. What cites an older edition is told here, with what the newer one has in its place; a person decides."
        actions={<ButtonLink href="/frameworks/versions">Import a newer release</ButtonLink>}
      />
      <PageBody>
        <IdList rows={rows} can={can.move} />
        {asked && citing ? (
          <Section
            title={`What cites ${asked.cited}`}
            id="citing"
            description={
              citing.rows.length < citing.all
                ? `The first ${citing.rows.length} of ${citing.all}.`
                : undefined
            }
          >
            {citing.rows.length === 0 ? (
              <p className="text-ink-soft text-sm">Nothing does any more.</p>
            ) : null}
            <ul className="grid gap-1">
              {citing.rows.map(({ id, ref, title, href, where }) => (
                <li key={id} className="break-words">
                  <Link href={href} prefetch={false} className="hover:underline">
                    {`${ref} ${title}`}
                  </Link>
                  {where ? <span className="text-ink-soft text-sm">{` in ${where}`}</span> : null}
                </li>
              ))}
            </ul>
          </Section>
        ) : null}
      </PageBody>
    </>
  );
}
