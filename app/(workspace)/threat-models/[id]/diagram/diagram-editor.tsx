"use client";
import dynamic from "next/dynamic";
import type { EditorProps } from "./editor";

// No other page loads the code for it, and this one shows its frame before it has come.
const Editor = dynamic(() => import("./editor"), {
  ssr: false,
  loading: () => <div className="h-[calc(100vh-12rem)] rounded-xl border border-line bg-panel" />,
});

/** The editor of a diagram, in the browser alone. */
export function DiagramEditor(props: EditorProps) {
  return <Editor {...props} />;
}
