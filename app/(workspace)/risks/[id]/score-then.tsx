import { toneOf } from "@/components/domain/band";
import { Badge } from "@/components/ui/badge";
import type { RecordParts } from "./read-record";

type Score = RecordParts["scores"][number];

/** A score with the level it had by the method it was made with. */
export function ScoreThen({ score: { score, words } }: { score: Score }) {
  const tone = words?.level ? toneOf({ level: words.level, label: "", from: 0 }) : "neutral";
  return (
    <Badge tone={tone}>
      {score} {words?.levelLabel}
    </Badge>
  );
}

/** Says that a score was made with an earlier version of the method, and whether it can still be compared. */
export function MadeWith({ score: { methodVersion, words }, off }: { score: Score; off: boolean }) {
  const then = words?.levelLabel ? `, when it was ${words.levelLabel}` : "";
  return (
    <span className={`text-sm ${off ? "font-medium text-bad" : "text-ink-soft"}`}>
      Made with version {methodVersion} of the method{then}.
      {off ? " The scale no longer has this step: score it again." : ""}
    </span>
  );
}
