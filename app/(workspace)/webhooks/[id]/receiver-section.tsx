import { Section } from "@/components/layout/section";

const example = `POST /your/path
content-type: application/json
webhook-id: 0193…               the same at every try: take each id once
webhook-timestamp: 1795730400   seconds since 1970: refuse what is older than five minutes
webhook-signature: v1,K5oZ…     HMAC-SHA256 of "id.timestamp.body", base64

{
  "type": "risk.changed",
  "timestamp": "2026-11-27T09:00:00.000Z",
  "data": {
    "action": "risks.accept",
    "subject": { "type": "risks", "id": "0193…" },
    "unit": { "id": "0193…", "name": "Claims" },
    "record": { "type": "risks", "id": "0193…", "ref": "R-0012", "link": "https://…" }
  }
}`;

/** What a receiver gets, and what it has to do with it. */
export function ReceiverSection() {
  return (
    <Section
      title="For whoever builds the receiver"
      description="Messages follow Standard Webhooks, for which there are libraries in most languages. The key is the part of the secret after whsec_, in base64."
    >
      <pre className="whitespace-pre-wrap break-words rounded-lg bg-sunken p-3 font-mono text-xs">
        {example}
      </pre>
      <p className="mt-2 text-sm">
        Answer with a status from 200 to 299 within ten seconds. Redirects are not followed. Anything else is
        tried again, eight times within a day, and later messages wait so that they come in order; a status
        from 400 to 499 (but for 408, 425 and 429) refuses that message alone. After three days without an
        answer the webhook is switched off and its keeper told.
      </p>
    </Section>
  );
}
