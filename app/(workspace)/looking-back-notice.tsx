import { PastNotice } from "@/components/layout/past-notice";
import { InlineAlert } from "@/components/ui/inline-alert";
import { type LookedBack, todayHref } from "./looking-back";

interface LookingBackNoticeProps {
  seen: LookedBack;
  path: string;
  asked: Readonly<Record<string, string | string[] | undefined>>;
}

/** Over a page: that it shows the past and the way back, or why the day that was asked for cannot be shown. */
export function LookingBackNotice({ seen: { past, problem }, path, asked }: LookingBackNoticeProps) {
  if (past) return <PastNotice {...past} today={todayHref(path, asked)} />;
  if (!problem) return null;
  return (
    <div className="px-4 pt-3 lg:px-6">
      <InlineAlert tone="warn" title="This day cannot be looked back to">
        {problem} What is shown is of today.
      </InlineAlert>
    </div>
  );
}
