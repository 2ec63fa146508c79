"use client";
import dynamic from "next/dynamic";
import type { Diagram } from "@/components/diagram/diagram";

// Only pages with a diagram load the code for it.
const DiagramCanvas = dynamic(() => import("@/components/diagram/diagram-canvas"), {
  ssr: false,
  loading: () => <div className="h-64" />,
});

/** A diagram of things and arrows. It always stands beside a list that says the same in words. */
export function DiagramView({ diagram }: { diagram: Diagram }) {
  return <DiagramCanvas diagram={diagram} />;
}
