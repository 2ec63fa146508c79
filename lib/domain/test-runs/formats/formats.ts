import "server-only";
import type { ResultFormat } from "@/lib/domain/test-runs/formats/format";
import { garak } from "@/lib/domain/test-runs/formats/garak";
import { inspect } from "@/lib/domain/test-runs/formats/inspect";
import { junit } from "@/lib/domain/test-runs/formats/junit";
import { promptfoo } from "@/lib/domain/test-runs/formats/promptfoo";
import { pyrit } from "@/lib/domain/test-runs/formats/pyrit";
import { sarif } from "@/lib/domain/test-runs/formats/sarif";

/** The one list of formats. The order decides nothing but the order in messages. */
export const formats: readonly ResultFormat[] = [garak, promptfoo, pyrit, inspect, sarif, junit];
