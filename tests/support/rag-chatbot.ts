import type { ThreatModel, Value } from "@/lib/domain/threat-models/model";
import { allUnknown, element, flow, threatModel } from "@/tests/support/threat-models";

type Changes = Record<string, Record<string, Value>>;

/** A chatbot that answers from documents, reads pages of the web and has one tool that writes; parts changed by their id. */
export function ragChatbot(changes: Changes = {}): ThreatModel {
  const part = (id: string, type: string, attributes: Record<string, Value>) =>
    element(id, type, { ...attributes, ...changes[id] });
  return threatModel(
    [
      part("user", "end_user", { authenticated: true, anonymous_allowed: false, decision_support: true }),
      part("app", "application_backend", { internet_facing: true, renders_model_output: true }),
      part("agent", "agent_orchestrator", {
        can_write: true,
        can_send_external: true,
        can_execute_code: false,
        human_approval: false,
        reads_untrusted_content: true,
        multi_agent: false,
      }),
      part("model", "llm_endpoint_hosted", { model_version_pinned: true, use_case_stakes: "medium" }),
      part("index", "rag_vector_store", {
        contains_personal_data: true,
        acl_aware: true,
        multi_tenant: false,
        writable_by: "staff",
      }),
      part("ingestion", "document_ingestion", { accepts_user_uploads: false, crawls_web: true }),
      part("web", "external_data_source", { trusted: false, user_generated: true }),
      part("tickets", "tool_mcp_server", {
        write_access: true,
        third_party: false,
        returns_external_content: false,
      }),
    ],
    [
      flow("user", "app", { encrypted: true }),
      flow("app", "agent"),
      flow("agent", "model", { carries_prompts: true }),
      flow("agent", "index"),
      flow("web", "ingestion"),
      flow("ingestion", "index"),
      flow("agent", "tickets"),
    ],
  );
}

/** The same, with nothing known of any part. */
export function unknownChatbot(): ThreatModel {
  const known = ragChatbot();
  return {
    ...known,
    elements: known.elements.map((one) => ({ ...one, attributes: allUnknown(one.type ?? "") })),
    flows: known.flows.map((one) => ({ ...one, attributes: allUnknown("data_flow") })),
  };
}
