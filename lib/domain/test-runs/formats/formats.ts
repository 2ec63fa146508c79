import "server-only";
import { deepEval } from "@/lib/domain/test-runs/formats/deepeval";
import { deepTeam } from "@/lib/domain/test-runs/formats/deepteam";
import type { ResultFormat } from "@/lib/domain/test-runs/formats/format";
import { gandalf } from "@/lib/domain/test-runs/formats/gandalf";
import { garak } from "@/lib/domain/test-runs/formats/garak";
import { giskard } from "@/lib/domain/test-runs/formats/giskard";
import { guardrailsAi } from "@/lib/domain/test-runs/formats/guardrails-ai/format";
import { inspect } from "@/lib/domain/test-runs/formats/inspect";
import { junit } from "@/lib/domain/test-runs/formats/junit";
import { llamaGuard } from "@/lib/domain/test-runs/formats/llama-guard";
import { llmGuard } from "@/lib/domain/test-runs/formats/llm-guard";
import { modelScan } from "@/lib/domain/test-runs/formats/modelscan";
import { nemoGuardrails } from "@/lib/domain/test-runs/formats/nemo-guardrails";
import { openAiEvals } from "@/lib/domain/test-runs/formats/openai-evals/format";
import { openAiModeration } from "@/lib/domain/test-runs/formats/openai-moderation";
import { promptBench } from "@/lib/domain/test-runs/formats/promptbench/format";
import { promptfoo } from "@/lib/domain/test-runs/formats/promptfoo";
import { pyrit } from "@/lib/domain/test-runs/formats/pyrit";
import { sarif } from "@/lib/domain/test-runs/formats/sarif";

/** The one list of formats. The order decides nothing but the order in messages. */
export const formats: readonly ResultFormat[] = [
  garak,
  promptfoo,
  pyrit,
  inspect,
  sarif,
  junit,
  deepEval,
  deepTeam,
  gandalf,
  giskard,
  guardrailsAi,
  llamaGuard,
  llmGuard,
  modelScan,
  nemoGuardrails,
  openAiEvals,
  openAiModeration,
  promptBench,
];
