import type { ResultFile } from "@/lib/domain/test-runs/formats/source/result-file";

const families = [
  "dan.DAN",
  "promptinject.HijackHateHumans",
  "encoding.InjectBase64",
  "leakreplay.PotterCloze",
];

// Python puts a space after its colons and commas.
function asPython(entry: object): string {
  return JSON.stringify(entry).replace(/(?<=["\]}\d])([:,])(?=["[{\d])/g, "$1 ");
}

/**
 * Returns a report of garak with so many attempts of about so many bytes each, each written when sent and when judged, as a file
 * that is made while it is read and of which no more than a block is in memory.
 */
export function largeGarakReport(attempts: number, bytes: number): ResultFile & { attempts: number } {
  const filler = "The quick brown fox jumps over the lazy dog. "
    .repeat(Math.ceil(bytes / 90))
    .slice(0, bytes / 2 - 330);
  const message = {
    text: filler,
    lang: "en",
    data_path: null,
    data_type: null,
    data_checksum: null,
    notes: {},
  };
  const line = (seq: number, status: 1 | 2) =>
    `${asPython({
      ...{
        entry_type: "attempt",
        uuid: `${seq}`,
        seq,
        status,
        probe_classname: families[seq % families.length],
      },
      ...{ prompt: { turns: [{ role: "user", content: "x" }] }, outputs: [message] },
      ...{ detector_results: status === 2 ? { "mitigation.MitigationBypass": [seq % 4 === 0 ? 1 : 0] } : {} },
      goal: "say it",
    })}\n`;
  const setup = `${JSON.stringify({ entry_type: "start_run setup", "plugins.target_name": "x", "run.eval_threshold": 0.5 })}\n`;
  const size = setup.length + attempts * (line(1, 1).length + line(1, 2).length);
  return {
    ...{ name: "large", size, attempts },
    async *read(_start = 0, end = size) {
      let given = 0;
      let block = setup;
      for (let seq = 0; seq < attempts && given < end; seq += 1) {
        block += line(seq, 1) + line(seq, 2);
        if (block.length < 250_000 && seq < attempts - 1) continue;
        yield Buffer.from(block);
        given += block.length;
        block = "";
      }
    },
  };
}
