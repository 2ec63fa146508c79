import * as z from "zod";
import { column } from "@/lib/platform/register/column";
import { choice, instant, integer, reference, several, text, triState } from "@/lib/platform/schema/field";

/** What a webhook can be told of; a message has it as its type. */
export const webhookEvents = [
  {
    value: "system.changed",
    label: "AI system changed",
    help: "Added, changed, moved to another stage, reviewed.",
  },
  { value: "proposal.changed", label: "Proposal changed", help: "Handed in, triaged, decided." },
  { value: "risk.changed", label: "Risk changed", help: "Added, scored, treated, accepted, closed." },
  { value: "control.changed", label: "Control changed", help: "Added, tested, failed." },
  { value: "threat-model.changed", label: "Threat model changed", help: "Drawn, generated, signed off." },
  {
    value: "threat.decided",
    label: "Threat decided",
    help: "Accepted, mitigated, transferred, avoided, not applicable.",
  },
  {
    value: "test-run.received",
    label: "Test results received",
    help: "A run of a security test was handed in.",
  },
  { value: "finding.opened", label: "Finding opened", help: "A test found something new." },
  { value: "finding.changed", label: "Finding changed", help: "Tested again, triaged, waived." },
  { value: "gate.verdict", label: "Gate verdict", help: "A gate said pass, fail or undecided." },
  { value: "assessment.submitted", label: "Assessment submitted", help: "It waits for approval." },
  { value: "assessment.changed", label: "Assessment changed", help: "Started, returned, approved." },
  { value: "evidence.changed", label: "Evidence changed", help: "Added, renewed, withdrawn." },
  {
    value: "decision.asked",
    label: "Decision asked",
    help: "An acceptance, an approval or a signature waits; not of a Statement of Applicability.",
  },
  {
    value: "decision.changed",
    label: "Decision made or ended",
    help: "Granted, refused, withdrawn, no longer current.",
  },
  { value: "audit-pack.ready", label: "Audit pack ready", help: "Built and signed; it can be saved." },
  { value: "task.changed", label: "Task changed", help: "Added, finished, reopened." },
] as const;

/** One event by its name in messages. */
export type WebhookEvent = (typeof webhookEvents)[number]["value"];

/** The type of the message by which a receiver is tried out. */
export const testEvent = "test";

/** What a person writes about a webhook. */
export const webhookFields = {
  name: text({
    label: "Name",
    help: "What receives the messages.",
    example: "Ticketing of the claims team",
    max: 100,
  }),
  unitId: reference("units", { label: "Business unit", help: "Tells what happens there and below." }),
  url: text({
    label: "Address",
    help: "Where messages are posted. It begins with https:// and answers with a status from 200 to 299.",
    example: "https://receiver.example.com/plumbline",
    max: 2_000,
  }),
  events: several(webhookEvents, {
    label: "Events",
    help: "What it is told of, as far as you may read it yourself.",
  }),
};

export const deliveryStates = [
  { value: "waiting", label: "Waiting", tone: "info", help: "To be sent, or to be tried again." },
  { value: "sending", label: "Sending", tone: "info", help: "On its way." },
  { value: "delivered", label: "Delivered", tone: "good", help: "The receiver took it." },
  {
    value: "given-up",
    label: "Given up",
    tone: "bad",
    help: "Tried eight times. Send it again once the receiver works.",
  },
  {
    value: "withheld",
    label: "Withheld",
    tone: "warn",
    help: "The keeper of the webhook may not read the record, or it is gone.",
  },
  {
    value: "stopped",
    label: "Stopped",
    tone: "warn",
    help: "The webhook was switched off before it was sent.",
  },
] as const;

const count = (label: string, help: string) => integer({ label, help, min: 0, max: 1_000 });

/** The columns of the register of webhooks. */
export const webhookColumns = [
  column("name", webhookFields.name, { shown: true, width: 220 }),
  column("url", webhookFields.url, { shown: true, width: 300, sortable: false }),
  column("events", webhookFields.events, { shown: true, width: 240 }),
  column("unit", reference("units", { label: "Business unit" }), { shown: true }),
  column("active", triState({ label: "Switched on" }), { shown: true, width: 110 }),
  column("failingSince", instant({ label: "Failing since" }).nullable(), { shown: true }),
  column("lastDeliveredAt", instant({ label: "Last delivered" }).nullable(), { shown: true }),
  column(
    "keeper",
    reference("people", { label: "Keeper", help: "Whoever saved it last: it tells what they may read." }),
    {},
  ),
  column("createdAt", instant({ label: "Added" }), {}),
];

const allEvents = [...webhookEvents, { value: testEvent, label: "Test event" }] as const;

/** The columns of the register of messages to webhooks. */
export const deliveryColumns = [
  column("ref", text({ label: "Ref" }), {
    ...{ sortable: false, shown: true, width: 96, filter: null, field: "number" },
  }),
  column("webhook", reference("webhooks", { label: "Webhook" }), { shown: true, width: 200 }),
  column("event", choice(allEvents, { label: "Event" }), { shown: true, width: 190 }),
  column("state", choice(deliveryStates, { label: "State" }), { shown: true, width: 120 }),
  column("tries", count("Tries", "How often it was sent since it was last asked for."), { shown: true }),
  column("status", count("Status code", "What the receiver answered last.").nullable(), {
    shown: true,
    width: 110,
  }),
  column("problem", text({ label: "Problem" }).nullable(), {
    shown: true,
    width: 280,
    sortable: false,
    filter: null,
  }),
  column("happenedAt", instant({ label: "Happened" }), { shown: true }),
  column("dueAt", instant({ label: "Next try, or last" }), {}),
  column("unit", reference("units", { label: "Business unit" }), {}),
];

/** Returns the short reference of a message: WM-0004. */
export function deliveryRef(number: number): string {
  return `WM-${String(number).padStart(4, "0")}`;
}

/** A webhook as every door answers it. */
export const webhookRecord = z.looseObject({ id: z.uuid(), version: z.int() });

/** A webhook whose secret is shown this once. */
export const freshSecret = z.strictObject({ id: z.uuid(), version: z.int(), secret: z.string() });
