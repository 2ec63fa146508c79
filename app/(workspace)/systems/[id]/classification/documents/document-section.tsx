import Link from "next/link";
import { Facts } from "@/components/layout/facts";
import { Section } from "@/components/layout/section";
import { OptionBadge } from "@/components/ui/option-badge";
import type { DrawnDocument } from "@/lib/domain/duties/documents/document";
import { itemStates } from "@/lib/domain/duties/documents/schema";

/** One section of a document: each item with what the records say of it, the controls behind it, and its gaps. */
export function DocumentSection({
  section: { ref, title, items },
}: {
  section: DrawnDocument["sections"][number];
}) {
  return (
    <Section title={`${ref} ${title}`} flush>
      <ul>
        {items.map((item) => (
          <li key={item.ref} className="border-line border-t px-4 py-3">
            <h3 className="flex flex-wrap items-center gap-2 font-medium">
              <span className="text-ink-faint">{item.ref}</span> {item.title}
              <OptionBadge options={itemStates} value={item.state} />
            </h3>
            {item.asks ? <p className="mb-2 text-ink-soft text-sm">{item.asks}</p> : null}
            <Facts
              columns={2}
              items={item.lines.map(({ label, value }) => ({
                label,
                value,
                wide: (value?.length ?? 0) > 120,
              }))}
            />
            {item.controls.length > 0 ? (
              <ul className="mt-2 grid gap-1 text-sm">
                {item.controls.map(({ id, ref: short, title: name, implementation, evidence }) => (
                  <li key={id}>
                    <Link href={`/controls/${id}`} prefetch={false} className="text-accent hover:underline">
                      {short} {name}
                    </Link>
                    <span className="block text-ink-soft">
                      {implementation ?? "How it is carried out is not written down."}
                    </span>
                    {evidence.map((piece) => (
                      <Link
                        key={piece.id}
                        href={`/evidence/${piece.id}`}
                        prefetch={false}
                        className="block w-fit text-ink-soft hover:underline"
                      >
                        Evidence {piece.ref} {piece.title}
                      </Link>
                    ))}
                  </li>
                ))}
              </ul>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}
