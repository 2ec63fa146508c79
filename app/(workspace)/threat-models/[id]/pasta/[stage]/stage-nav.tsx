import Link from "next/link";
import { OptionBadge } from "@/components/ui/option-badge";
import { stageStates } from "@/lib/domain/pasta-stages/schema";

interface StageNavProps {
  stages: readonly { stage: number; name: string; state: string; href: string }[];
  current: number;
}

/** The way between the seven stages, each with its state. */
export function StageNav({ stages, current }: StageNavProps) {
  return (
    <nav aria-label="Stages of PASTA">
      <ol className="grid gap-1">
        {stages.map(({ stage, name, state, href }) => (
          <li key={stage}>
            <Link
              href={href}
              prefetch={false}
              {...(stage === current ? { "aria-current": "page" as const } : {})}
              className={`flex flex-wrap items-center justify-between gap-x-2 rounded-md px-2 py-1 hover:bg-hover ${stage === current ? "bg-sunken font-medium" : ""}`}
            >
              <span>{`${stage} ${name}`}</span>
              <OptionBadge options={stageStates} value={state} />
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}
