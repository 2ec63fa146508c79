import { Badge } from "@/components/ui/badge";
import type { Standing } from "@/lib/domain/attack-trees/evaluate";

const looks = {
  open: { tone: "bad", word: "Open" },
  unknown: { tone: "warn", word: "Not shown to be closed" },
  closed: { tone: "good", word: "Closed" },
} as const;

/** Whether a step, a way or a goal can be reached: by a shape and a word. */
export function StandingBadge({ standing }: { standing: Standing }) {
  const { tone, word } = looks[standing];
  return <Badge tone={tone}>{word}</Badge>;
}
