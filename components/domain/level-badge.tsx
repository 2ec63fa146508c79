import { type Band, bandOf, toneOf } from "@/components/domain/band";
import { Badge } from "@/components/ui/badge";
import { Gap } from "@/components/ui/gap";

/** A score with the word, shape and colour of its level; null or 0 means nobody has scored it. */
export function LevelBadge({ score, bands }: { score: number | null; bands: readonly Band[] }) {
  if (!score) return <Gap>Not scored</Gap>;
  const band = bandOf(score, bands);
  return <Badge tone={band ? toneOf(band) : "neutral"}>{band ? `${score} ${band.label}` : `${score}`}</Badge>;
}
