import Link from "next/link";
import { Facts } from "@/components/layout/facts";
import { Section } from "@/components/layout/section";
import { DateText } from "@/components/ui/date-text";
import type { getVersion } from "@/lib/domain/frameworks/versions/queries/versions";
import { frameworkFormats } from "@/lib/domain/frameworks/versions/schema";

type Read = Awaited<ReturnType<typeof getVersion.execute>>;

/** Where a version comes from: publisher, licence, file. */
export function AboutFile({ read }: { read: Read }) {
  const { key, publisher, rights, source, format, fileName, sha256, by, at, appliedAt, state } = read;
  return (
    <Section title="About">
      <Facts
        items={[
          {
            label: "Key",
            value:
              state === "in-force" ? (
                <Link href={`/frameworks/${key}`} prefetch={false} className="text-accent hover:underline">
                  {key}
                </Link>
              ) : (
                key
              ),
            help: "The same in every version.",
          },
          { label: "Publisher", value: publisher },
          { label: "Licence of the text", value: rights, empty: "Not said by its source" },
          { label: "Known by its source as", value: source, empty: "Nothing" },
          { label: "Format", value: frameworkFormats.find((one) => one.value === format)?.label ?? format },
          { label: "File", value: <span className="break-all">{fileName}</span> },
          { label: "SHA-256 of the file", value: <code className="break-all text-xs">{sha256}</code> },
          {
            label: "Read",
            value: (
              <>
                {by}, <DateText value={at} time />
              </>
            ),
          },
          {
            label: "In force since",
            value: appliedAt ? <DateText value={appliedAt} time /> : null,
            empty: "Not yet",
          },
        ]}
      />
    </Section>
  );
}
