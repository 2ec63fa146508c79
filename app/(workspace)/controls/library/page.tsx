import { orNotFound } from "@/app/(workspace)/or-not-found";
import { FilterForm } from "@/components/form/filter-form";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button-link";
import { controlsEdit } from "@/lib/domain/controls/access";
import { listLibrary } from "@/lib/domain/controls/queries/library";
import { stages } from "@/lib/domain/inventory/systems/options/schema";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { ControlTabs } from "../control-tabs";
import { LibraryList } from "./library-list";

export const metadata = { title: "Control library" };

interface LibraryPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const keys = ["q", "family", "framework", "stage"] as const;

/** The library of controls by family, searched and narrowed down by framework and stage of life. */
export default async function ControlLibraryPage({ searchParams }: LibraryPageProps) {
  const actor = await requireActor();
  const given = await searchParams;
  const filters = Object.fromEntries(
    keys.flatMap((key) => (typeof given[key] === "string" && given[key] ? [[key, given[key]]] : [])),
  );
  const { edition, all, own, families, frameworks, entries, can } = await orNotFound(
    listLibrary.receive(actor, filters),
  );
  const ofWhat = entries.length === all ? `${all} controls` : `${entries.length} of ${all} controls`;
  return (
    <>
      <PageHeader
        title="Control library"
        description={`${ofWhat}, edition ${edition}${own > 0 ? ` and ${own} of our own` : ""}: what can be done, what it lowers, how it is tested, and which requirements it serves.`}
        actions={
          <>
            {can.change ? (
              <>
                <ButtonLink href="/imports?concept=own-controls">Import own controls</ButtonLink>
                <ButtonLink href="/own-controls/new">Add own control</ButtonLink>
              </>
            ) : null}
            {mayAnywhere(actor, controlsEdit) ? (
              <ButtonLink href="/controls/adopt">Adopt for a unit</ButtonLink>
            ) : null}
          </>
        }
      />
      <ControlTabs current="library" personId={actor.personId} />
      <PageBody>
        <FilterForm
          of="the library"
          placeholder="Search, also Art. 15(5)"
          filters={filters}
          choices={[
            { name: "family", all: "All families", options: families },
            { name: "framework", all: "All frameworks", options: frameworks },
            { name: "stage", all: "All stages of life", options: stages },
          ]}
          home="/controls/library"
        />
        <LibraryList entries={entries} />
      </PageBody>
    </>
  );
}
