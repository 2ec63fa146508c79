import { ActButton } from "@/components/form/act-button";

interface WatchButtonProps {
  subject: { subjectType: string; subjectId: string };
  watching: boolean;
}

/** Begins or ends being told, under My work, when somebody else changes the record. */
export function WatchButton({ subject, watching }: WatchButtonProps) {
  return (
    <ActButton
      label={watching ? "Stop watching" : "Watch"}
      size="sm"
      tone="quiet"
      action={{ method: "PUT", url: "/api/v1/watching", body: { ...subject, watching: !watching } }}
      done={watching ? "You are no longer told of changes." : "You are told when somebody changes it."}
    />
  );
}
