"use client";
import { Button } from "@/components/ui/button";
import type { Place } from "@/lib/domain/assessments/templates/edit/rules";

interface PlaceActsProps {
  place: Place;
  onMove: (step: -1 | 1) => void;
  onAdd: () => void;
  onRepeat: () => void;
  onRemove: () => void;
}

/** What can be done with a section or question as a whole. */
export function PlaceActs({ place, onMove, onAdd, onRepeat, onRemove }: PlaceActsProps) {
  const question = place.question !== undefined;
  return (
    <>
      <Button size="sm" onClick={() => onMove(-1)}>
        Move up
      </Button>
      <Button size="sm" onClick={() => onMove(1)}>
        Move down
      </Button>
      {question ? (
        <Button size="sm" onClick={onRepeat}>
          Repeat
        </Button>
      ) : null}
      <Button size="sm" tone="danger" onClick={onRemove}>
        {question ? "Remove question" : "Remove section"}
      </Button>
      <Button size="sm" onClick={onAdd}>
        Add question
      </Button>
    </>
  );
}
