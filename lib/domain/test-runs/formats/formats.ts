import "server-only";
import type { ResultFormat } from "@/lib/domain/test-runs/formats/format";
import { garak } from "@/lib/domain/test-runs/formats/garak";
import { promptfoo } from "@/lib/domain/test-runs/formats/promptfoo";

/** The one list of formats. The order decides nothing but the order in messages. */
export const formats: readonly ResultFormat[] = [garak, promptfoo];
