import Link from "next/link";
import { ActButton } from "@/components/form/act-button";
import { Section } from "@/components/layout/section";
import { getHoldings } from "@/lib/domain/organization/people/erase";
import type { Actor } from "@/lib/platform/access/actor";

interface EraseSectionProps {
  actor: Actor;
  person: { id: string; name: string; version: number };
}

/** What somebody still answers for, and the act that erases them once that is handed over. */
export async function EraseSection({ actor, person: { id, name, version } }: EraseSectionProps) {
  const { count, holdings } = await getHoldings.execute(actor, { id });
  const erase = (
    <ActButton
      label="Erase person"
      size="sm"
      tone="danger"
      action={{ method: "POST", url: `/api/v1/people/${id}/erase`, body: { version } }}
      confirm={{
        title: `Erase ${name}?`,
        consequence:
          "This cannot be undone. Name, address, job title, ways to sign in, tokens, inbox and settings are removed, and the key that makes the name readable in the audit trail is destroyed.",
        button: "Erase for good",
      }}
      done="The person is erased."
    />
  );
  return (
    <Section
      title="Erasure"
      description="For somebody who has left and asks for it. Records and decisions stay, under a pseudonym."
      actions={count === 0 ? erase : null}
    >
      <div className="grid gap-3 text-sm">
        {count === 0 ? (
          <p>Nothing is left to hand over.</p>
        ) : (
          <>
            <p>
              {name} still answers for {count === 1 ? "one record" : `${count} records`}. Hand over{" "}
              {count === 1 ? "this record" : "these records"} first; then the person can be erased.
              {count > holdings.length ? ` The first ${holdings.length} are listed.` : null}
            </p>
            <ul aria-label="Records to hand over" className="grid list-disc gap-1 pl-5">
              {holdings.map(({ kind, id: record, name: title, heldAs, href }) => (
                <li key={`${kind} ${record} ${heldAs}`} className="break-words">
                  {title === null ? (
                    "A record of a unit that you do not see"
                  ) : (
                    <Link href={href} className="underline underline-offset-2">
                      {title}
                    </Link>
                  )}{" "}
                  <span className="text-ink-soft">({heldAs.toLowerCase()})</span>
                </li>
              ))}
            </ul>
          </>
        )}
        <p className="font-medium">What erasure does not reach</p>
        <ul className="grid list-disc gap-1 pl-5">
          <li>
            Entries of the audit trail from before names were encrypted. They stay word for word, as the chain
            would break without them; the product masks the name wherever it shows them. Audit packs quote
            them where they prove a record.
          </li>
          <li>Audit packs, exports and mails made before, and backups until they are removed.</li>
          <li>Names that people wrote themselves into texts of records, comments and files.</li>
        </ul>
      </div>
    </Section>
  );
}
