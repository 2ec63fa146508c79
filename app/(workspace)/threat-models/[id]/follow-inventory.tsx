"use client";
import { ActButton } from "@/components/form/act-button";

interface FollowInventoryProps {
  model: { id: string; ref: string; version: number; followsInventory: boolean };
}

/** The switch by which changes of the inventory reach a model by themselves, or no longer do. */
export function FollowInventory({ model: { id, ref, version, followsInventory } }: FollowInventoryProps) {
  const follow = !followsInventory;
  return (
    <ActButton
      label={follow ? "Follow the inventory" : "Stop following"}
      size="sm"
      action={{
        method: "PATCH",
        url: `/api/v1/threat-models/${id}`,
        body: { version, followsInventory: follow },
      }}
      confirm={
        follow
          ? {
              title: `Let ${ref} follow the inventory?`,
              consequence:
                "What the inventory knows of the system is drawn in now, and every change there from then on. What people said stays; a sign-off goes stale where something changes.",
              button: "Follow the inventory",
            }
          : {
              title: `Let ${ref} no longer follow the inventory?`,
              consequence:
                "Changes of the system do not reach its elements and threats any more, and nobody is told. Nothing that is drawn goes.",
              button: "Stop following",
            }
      }
      done={follow ? "It follows the inventory." : "It no longer follows the inventory."}
    />
  );
}
