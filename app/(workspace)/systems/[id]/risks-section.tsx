import Link from "next/link";
import { type Band, bandOf, toneOf } from "@/components/domain/band";
import { LevelBadge } from "@/components/domain/level-badge";
import { onDay } from "@/components/layout/on-day";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { Gap } from "@/components/ui/gap";

/** A risk as this section draws it. */
export interface LinkedRisk {
  id: string;
  ref: string;
  title: string;
  owner: string | null;
  score: number;
}

interface RisksSectionProps {
  systemId: string;
  /** The risks of the system that are not closed, highest first. */
  risks: readonly LinkedRisk[];
  /** There are more than are given here. */
  more: boolean;
  bands: readonly Band[];
  createHref: string | null;
  asOf?: string | undefined;
}

const shown = 5;

/** The risks of a system that are not closed: how many of each level, and the highest. */
export function RisksSection({ systemId, risks, more, bands, createHref, asOf }: RisksSectionProps) {
  const all = onDay(`/risks?systems=${systemId}&status=open,treating,accepted`, asOf);
  const total = `${risks.length}${more ? " or more" : ""}`;
  return (
    <Section
      title={`Risks not closed: ${total}`}
      id="risks"
      flush
      actions={
        createHref ? (
          <>
            <ButtonLink href={`/risk-catalogue?system=${systemId}`} size="sm">
              Add from catalogue
            </ButtonLink>
            <ButtonLink href={createHref} size="sm">
              Add risk
            </ButtonLink>
          </>
        ) : null
      }
    >
      {risks.length > 0 ? <Levels {...{ risks, bands, all }} /> : null}
      <SimpleTable
        label="Highest risks of this system"
        columns={[
          { key: "title", label: "Risk" },
          { key: "owner", label: "Owner", width: "11rem" },
          { key: "score", label: "Current score", width: "8.5rem" },
        ]}
        rows={risks.slice(0, shown).map(({ id, ref, title, owner, score }) => ({
          key: id,
          href: onDay(`/risks/${id}`, asOf),
          cells: {
            title: `${ref} ${title}`,
            owner: owner ?? <Gap />,
            score: <LevelBadge score={score} bands={bands} />,
          },
        }))}
        empty="No open risk is linked to this system. That is not the same as no risk."
      />
      {risks.length > shown ? (
        <p className="px-4 py-2 text-sm">
          <Link href={all} prefetch={false} className="text-accent hover:underline">
            All {total} risks of this system
          </Link>
        </p>
      ) : null}
    </Section>
  );
}

function Levels({
  risks,
  bands,
  all,
}: {
  risks: readonly LinkedRisk[];
  bands: readonly Band[];
  all: string;
}) {
  const counts = [...bands]
    .sort((one, other) => other.from - one.from)
    .map((band) => ({
      band,
      count: risks.filter(({ score }) => score > 0 && bandOf(score, bands) === band).length,
    }));
  const unscored = risks.filter(({ score }) => score === 0).length;
  return (
    <ul className="flex flex-wrap gap-2 px-4 pt-1 pb-3">
      {counts
        .filter(({ count }) => count > 0)
        .map(({ band, count }) => (
          <li key={band.level}>
            <Link
              href={`${all}&level=${band.level}`}
              prefetch={false}
              className="rounded-md hover:opacity-75"
            >
              <Badge tone={toneOf(band)}>{`${count} ${band.label}`}</Badge>
            </Link>
          </li>
        ))}
      {unscored > 0 ? (
        <li>
          <Gap>{`${unscored} not scored`}</Gap>
        </li>
      ) : null}
    </ul>
  );
}
