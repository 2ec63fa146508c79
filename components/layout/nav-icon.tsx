import {
  BookOpen,
  Bot,
  Box,
  Building2,
  Circle,
  Database,
  DoorOpen,
  FileUp,
  Gauge,
  Grid3x3,
  Handshake,
  Inbox,
  KeyRound,
  ListTodo,
  MessageSquareText,
  ScrollText,
  Settings2,
  ShieldAlert,
  ShieldCheck,
  SlidersHorizontal,
  Stamp,
  Users,
  Workflow,
  Wrench,
} from "lucide-react";

const icons: Record<string, typeof Circle> = {
  audit: ScrollText,
  catalogue: BookOpen,
  dataset: Database,
  decision: Stamp,
  "heat-map": Grid3x3,
  import: FileUp,
  model: Box,
  agent: Workflow,
  gate: DoorOpen,
  guardrail: ShieldCheck,
  prompt: MessageSquareText,
  tool: Wrench,
  "my-work": Inbox,
  organisation: Settings2,
  people: Users,
  programme: Gauge,
  risk: ShieldAlert,
  "risk-method": SlidersHorizontal,
  settings: Settings2,
  system: Bot,
  task: ListTodo,
  token: KeyRound,
  unit: Building2,
  vendor: Handshake,
};

/** The icon of a place in the navigation, by name; an unknown name gives a ring. */
export function NavIcon({ name }: { name: string }) {
  const Icon = icons[name] ?? Circle;
  return <Icon aria-hidden="true" className="size-4 shrink-0" strokeWidth={1.75} />;
}
