import { type HistoryEntry, HistoryTimeline } from "@/components/domain/history-timeline";
import { Section } from "@/components/layout/section";

interface HistorySectionProps {
  entries: readonly HistoryEntry[];
}

/** What happened to a record. Every record has a beginning: where none is to be seen, others keep it. */
export function HistorySection({ entries }: HistorySectionProps) {
  return (
    <Section title="History" id="history">
      {entries.length > 0 ? (
        <HistoryTimeline entries={entries} />
      ) : (
        <p className="text-ink-soft text-sm">
          The history is read in the business unit that keeps this record.
        </p>
      )}
    </Section>
  );
}
