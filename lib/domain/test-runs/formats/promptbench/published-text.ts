import "server-only";
import type { ResultRecord } from "@/lib/domain/test-runs/formats/format";
import { dropCase, dropOf } from "@/lib/domain/test-runs/formats/promptbench/drop";
import { linesOf } from "@/lib/domain/test-runs/formats/source/lines";
import type { Reading } from "@/lib/domain/test-runs/formats/source/reading";
import type { ResultFile } from "@/lib/domain/test-runs/formats/source/result-file";

const heading = /^(?<level>#{1,2})\s+(?<name>.+)$/;
const original = /^Original prompt:/;
const accuracies = /^Original acc:\s*(?<before>[\d.]+)\s*%,\s*attacked acc:\s*(?<after>[\d.]+)\s*%/;
/** A prompt in another language has no accuracy from before. */
const translated = /^Language:\s*[^,]+,\s*acc:\s*[\d.]+\s*%/;

/**
 * Yields the attacked prompts of the published text form: data sets under #, attacks under ##, three lines for each prompt. The
 * first heading without anything under it names the model; a block without accuracies is skipped.
 */
export async function* publishedText(file: ResultFile, reading: Reading): AsyncGenerator<ResultRecord> {
  let [title, dataset, attack] = ["", "", ""];
  let open = false;
  const skipped = new Map<string, number>();
  const leave = () => {
    const check = attack || "prompt attack";
    if (open) skipped.set(check, (skipped.get(check) ?? 0) + 1);
    open = false;
  };
  for await (const { bytes } of linesOf(file)) {
    const line = bytes.toString().trim();
    const head = heading.exec(line)?.groups;
    const rates = accuracies.exec(line)?.groups;
    const check = attack || "prompt attack";
    if (head?.["name"]) {
      leave();
      if (head["level"] === "##") attack = head["name"];
      else {
        if (title === "" && dataset !== "" && attack === "") {
          title = dataset;
          yield { kind: "facts", target: title };
        }
        [dataset, attack] = [head["name"], ""];
      }
    } else if (rates) {
      reading.valid();
      open = false;
      const drop = dropOf(Number(rates["before"]), Number(rates["after"]));
      yield dropCase(check, drop, dataset || undefined);
    } else if (original.test(line)) {
      leave();
      open = true;
    } else if (translated.test(line)) {
      reading.valid();
      yield dropCase(check, null, dataset || undefined);
    }
  }
  leave();
  for (const [check, count] of skipped)
    yield { kind: "case", check, outcome: "skipped", count, threatClass: "robustness" };
  const lost = [...skipped.values()].reduce((sum, count) => sum + count, 0);
  if (lost > 0) reading.warn(`${lost} prompts have no accuracies after the attack; they are skipped.`);
}
