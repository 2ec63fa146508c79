import Link from "next/link";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { DateText } from "@/components/ui/date-text";
import { bomChanges } from "@/lib/domain/inventory/boms/queries";
import { requireActor } from "@/lib/platform/auth/page-actor";

const longest = 300;

/** What the file says otherwise than an earlier one with the same serial number; nothing where it is the first of its kind. */
export async function ChangesSection({ id, since }: { id: string; since: string | undefined }) {
  const actor = await requireActor();
  const asked = since ? { id, since } : { id };
  const { earlier, since: against, changes, more } = await orNotFound(bomChanges.execute(actor, asked));
  if (!against) return null;
  return (
    <Section
      title={`Changed since version ${against.bomVersion} of the same bill: ${changes.length + more}`}
      flush
    >
      <p className="flex flex-wrap gap-x-3 gap-y-1 px-4 py-2 text-ink-soft text-sm">
        <span>
          Compared with {against.fileName}, received <DateText value={against.createdAt} />.
        </span>
        {earlier
          .filter((one) => one.id !== against.id)
          .map((one) => (
            <Link key={one.id} href={`/boms/${id}?since=${one.id}`} className="text-accent">
              Compare with version {one.bomVersion} of <DateText value={one.createdAt} />
            </Link>
          ))}
      </p>
      <SimpleTable
        label="What changed in the bill"
        columns={[
          { key: "what", label: "Component or service" },
          { key: "field", label: "What is stated", width: "16rem" },
          { key: "before", label: "Before", width: "16rem" },
          { key: "after", label: "Now", width: "16rem" },
        ]}
        rows={changes.map(({ what, field, before, after }) => ({
          key: `${what} ${field}`,
          cells: { what, field, before: shown(before), after: shown(after) },
        }))}
        empty="The two files say the same."
      />
      {more > 0 ? (
        <p className="px-4 py-2 text-ink-soft text-sm">And {more} more; the API lists the first 500.</p>
      ) : null}
    </Section>
  );
}

function shown(words: string | null) {
  if (words === null) return <span className="text-ink-faint">Not stated</span>;
  return (
    <span className="break-words">{words.length > longest ? `${words.slice(0, longest)}…` : words}</span>
  );
}
