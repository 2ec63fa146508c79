import Link from "next/link";
import { Facts } from "@/components/layout/facts";
import { Section } from "@/components/layout/section";
import { DateText } from "@/components/ui/date-text";
import type { Origin } from "@/lib/domain/frameworks/schema";

interface Partner {
  key: string;
  name: string;
}

interface AboutFrameworkProps {
  framework: {
    key: string;
    version: string;
    publisher: string;
    reports: readonly string[];
    partners: readonly Partner[];
    doubts: readonly { ref: string | null; text: string }[];
    origin: Origin | null;
  };
}

/** Where a framework comes from, what it is compared with, and what is not certain about it. */
export function AboutFramework({ framework }: AboutFrameworkProps) {
  const { key, version, publisher, reports, partners, doubts, origin } = framework;
  return (
    <>
      <Section title="About">
        <Facts
          items={[
            { label: "Publisher", value: publisher },
            { label: "Version", value: version },
            ...(reports.length > 0 ? [{ label: "Reports made on it", value: reports.join(", ") }] : []),
            {
              label: "Compared with",
              value: partners.length > 0 ? <Partners from={key} to={partners} /> : null,
              empty: "No other framework yet",
            },
            ...(origin ? originItems(origin) : []),
          ]}
        />
      </Section>
      <Section title="What is not certain">
        {doubts.length > 0 ? (
          <ul className="grid gap-2 text-sm">
            {doubts.map(({ ref, text }) => (
              <li key={`${ref} ${text}`}>
                {ref ? <span className="font-medium">{ref}: </span> : null}
                <span className="text-ink-soft">{text}</span>
              </li>
            ))}
          </ul>
        ) : (
          <p className="text-ink-soft text-sm">
            No doubt about the whole is known; those about single lines stand there.
          </p>
        )}
      </Section>
    </>
  );
}

function originItems({ id, fileName, source, rights, appliedAt }: Origin) {
  return [
    { label: "Licence of the text", value: rights, empty: "Not said by its source" },
    {
      label: "Imported",
      value: (
        <>
          <Link href={`/frameworks/versions/${id}`} prefetch={false} className="text-accent hover:underline">
            {fileName}
          </Link>
          , <DateText value={appliedAt} />
        </>
      ),
    },
    ...(source ? [{ label: "Known by its source as", value: source }] : []),
  ];
}

function Partners({ from, to }: { from: string; to: readonly Partner[] }) {
  return (
    <ul>
      {to.map(({ key, name }) => (
        <li key={key}>
          <Link
            href={`/frameworks/compare?from=${from}&to=${key}`}
            prefetch={false}
            className="inline-block py-1 text-accent hover:underline"
          >
            {name}
          </Link>
        </li>
      ))}
    </ul>
  );
}
