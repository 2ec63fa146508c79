import "server-only";
import { elementTypes } from "@/lib/domain/threat-models/element-types";

type Shape = "process" | "store" | "actor";

// Words that leave no doubt, the more particular ones first. A word alone that other parts have as well, such as
// "model", "data" or "service", is none of them.
const words: readonly (readonly [type: string, shape: Shape, pattern: RegExp])[] = [
  ["system_prompt", "store", /\b(system prompts?|prompt (templates?|store|library|registry))\b/],
  [
    "input_guardrail",
    "process",
    /\b(input (guardrails?|filter|moderation|screening)|prompt (shield|firewall|filter)|injection (filter|detector|detection))\b/,
  ],
  [
    "output_guardrail",
    "process",
    /\b(output (guardrails?|filter|moderation|screening|validation)|response filter)\b/,
  ],
  ["embedding_service", "process", /\bembeddings? (service|model|api|server|endpoint)\b|\bembedder\b/],
  [
    "document_ingestion",
    "process",
    /\b(document|data|content|file) ingest(ion|er)?\b|\bchunk(ing|er)\b|\bingestion (pipeline|service|job)\b|\bcrawler\b/,
  ],
  [
    "rag_vector_store",
    "store",
    /\bvector (store|stores|db|database|databases|index|search)\b|\b(pinecone|weaviate|qdrant|milvus|pgvector|chroma ?db|faiss)\b|\brag (index|store)\b/,
  ],
  [
    "memory_store",
    "store",
    /\b(agent|conversation|conversational|chat|session) (memory|history)\b|\bmemory store\b/,
  ],
  [
    "fine_tuning_pipeline",
    "process",
    /\b(fine ?tun(e|ing)|training) (pipeline|job|service|process|cluster)\b|\bfine ?tuning\b|\bml pipeline\b/,
  ],
  [
    "training_dataset",
    "store",
    /\b(training|fine ?tuning|validation|evaluation) (and \w+ )?(data|dataset|datasets|data set|images?|set|corpus)\b|\bdatasets?\b/,
  ],
  [
    "eval_ci_pipeline",
    "process",
    /\b(ci ?cd|build|evaluation|eval|release) pipelines?\b|\b(github actions|jenkins|gitlab ci)\b/,
  ],
  [
    "tool_mcp_server",
    "process",
    /\bmcp( server)?\b|\b(agent|ai|llm) tools?\b|\btool server\b|\bplugins? server\b|\bfunction calling\b/,
  ],
  [
    "agent_orchestrator",
    "process",
    /\b(ai|llm|autonomous) agents?\b|\bagents? (orchestrator|runtime|service)\b|\b(llm )?orchestrator\b|\blangchain\b|\blanggraph\b/,
  ],
  [
    "model_self_hosted",
    "process",
    /\b(self ?hosted|local|on ?prem) (model|llm)\b|\b(inference|model) server\b|\b(vllm|ollama|llama cpp|triton)\b|\bmachine learning model\b/,
  ],
  [
    "llm_endpoint_hosted",
    "process",
    /\b(openai|azure openai|anthropic|claude|gpt ?\w*|gemini|bedrock|mistral|cohere)\b|\bllm (api|endpoint|service|provider|gateway)\b|\blarge language model\b|\bfoundation model\b/,
  ],
  [
    "secrets_store",
    "store",
    /\b(secrets?|key|password) (store|vault|manager|storage)\b|\bvault\b|\bapi keys? (store|storage)\b|\b(authorized|ssh) keys?\b|\bkms\b/,
  ],
  [
    "log_trace_store",
    "store",
    /\b(audit |access |trace |prompt )?logs?( (store|storage|database|archive|files?))?( \/|$)|\b(log|trace) (store|storage|archive|database)\b|\b(splunk|siem|langfuse)\b/,
  ],
  ["human_reviewer", "actor", /\b(human )?(reviewer|approver|moderator|annotator)s?\b|\bhuman in the loop\b/],
  ["admin_ops", "actor", /\b(admins?|administrators?|operators?|dev ?ops|sre|operations staff)\b/],
  [
    "external_data_source",
    "actor",
    /\b(internet|world wide web|public web|web ?sites?|external (data|api|service|source|system|feed)s?|third party (data|api|service|feed|source)s?|rss)\b/,
  ],
  [
    "end_user",
    "actor",
    /\b(end )?users?\b|\b(customers?|clients?|visitors?|patients?|consumers?|browsers?|citizens?|applicants?|web client|mobile client)\b/,
  ],
  [
    "application_backend",
    "process",
    /\b(web ?(app|application|service|server|api)|back ?end|api (server|gateway|service)|app(lication)? server|application( server side)?|rest api|microservice)\b/,
  ],
];

/**
 * Returns the type of element that a name leaves no doubt about, among those that are drawn in that shape; null where it
 * could be something else. Words that a person chose are better than the shape that a tool forced on them, so a shape of
 * undefined lets any type pass.
 */
export function typeInWords(name: string, shape?: Shape): string | null {
  // Once as it stands and once with words taken apart that are written together: OpenAI, VectorStore.
  const apart = name.replace(/([a-z])([A-Z])/g, "$1 $2");
  const plain = [name, apart].map(inPlainWords).join(" / ");
  return (
    words.find(
      ([, drawn, pattern]) => (shape === undefined || drawn === shape) && pattern.test(plain),
    )?.[0] ?? null
  );
}

function inPlainWords(name: string): string {
  return name
    .slice(0, 300)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** Returns how an element is drawn: by its type, else by the words that its file has for it. */
export function shapeOf({ type, originalType }: { type: string | null; originalType: string | null }): Shape {
  const shape = type === null ? undefined : elementTypes().get(type)?.shape;
  if (shape && shape !== "flow") return shape;
  const plain = (originalType ?? "").toLowerCase();
  if (/actor|user|client|external/.test(plain)) return "actor";
  return /store|database|dataset|storage|bucket|\bdata\b/.test(plain) ? "store" : "process";
}
