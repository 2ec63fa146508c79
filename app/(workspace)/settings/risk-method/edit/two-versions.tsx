import { Button } from "@/components/ui/button";
import { InlineAlert } from "@/components/ui/inline-alert";
import type { RiskMethod } from "@/lib/domain/risks/method";
import { methodDifferences } from "@/lib/domain/risks/versions/rules";

interface TwoVersionsProps {
  base: RiskMethod;
  mine: RiskMethod;
  theirs: RiskMethod;
  onChoose: (side: "mine" | "theirs") => void;
}

/** Somebody saved another method in the meantime: shows what either side changes and lets this person choose. */
export function TwoVersions({ base, mine, theirs, onChoose }: TwoVersionsProps) {
  return (
    <div className="mb-4">
      <InlineAlert
        live
        tone="warn"
        title="Somebody saved another risk method while you were editing."
        actions={
          <>
            <Button onClick={() => onChoose("mine")}>Keep mine</Button>
            <Button onClick={() => onChoose("theirs")}>Take theirs</Button>
          </>
        }
      >
        <div className="grid gap-3 sm:grid-cols-2">
          <Side title="You changed" differences={methodDifferences(base, mine)} />
          <Side title="They changed" differences={methodDifferences(base, theirs)} />
        </div>
        <p>Keeping yours replaces theirs as soon as you save; theirs stays among the versions.</p>
      </InlineAlert>
    </div>
  );
}

function Side({ title, differences }: { title: string; differences: readonly string[] }) {
  return (
    <div>
      <p className="font-medium">{title}</p>
      <ul className="list-disc pl-5">
        {differences.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </div>
  );
}
