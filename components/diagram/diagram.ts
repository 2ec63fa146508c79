/** A thing in a diagram: what it is in a word with an icon, what it is called, and where it leads. */
export interface DiagramNode {
  id: string;
  /** What kind of thing it is, as people say it. */
  word: string;
  /** The name of its icon in the navigation. */
  icon: string;
  label: string;
  href: string | null;
  /** What is missing, in words; null where nothing is. */
  gap: string | null;
}

/** An arrow of a diagram. */
export interface DiagramEdge {
  from: string;
  to: string;
  label: string;
  /** It points back: what it starts from stands to the right of what it leads to. */
  back?: boolean;
}

export interface Diagram {
  nodes: readonly DiagramNode[];
  edges: readonly DiagramEdge[];
}
