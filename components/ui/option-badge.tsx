import { Badge } from "@/components/ui/badge";
import { Gap } from "@/components/ui/gap";
import type { Option } from "@/lib/platform/schema/field";

/** A chosen value with the word and tone its schema gives it; null is a gap. */
export function OptionBadge({ options, value }: { options: readonly Option[]; value: string | null }) {
  if (value === null) return <Gap />;
  const option = options.find((one) => one.value === value);
  return <Badge tone={option?.tone ?? "neutral"}>{option?.label ?? value}</Badge>;
}
