export type Delimiter = "," | ";" | "\t";

const CANDIDATES: readonly Delimiter[] = [",", ";", "\t"];
const RECORDS = 50;

/**
 * Returns the delimiter of the text: the one that splits the headings, and then most rows into as many cells
 * as the headings. Delimiters and line ends inside quotation marks do not count; without any it is a comma.
 */
export function detectDelimiter(sample: string): Delimiter {
  const records = countPerRecord(sample);
  let best: { delimiter: Delimiter; agreeing: number; cells: number } = {
    delimiter: ",",
    agreeing: 0,
    cells: 0,
  };
  CANDIDATES.forEach((delimiter, index) => {
    const cells = records[0]?.[index] ?? 0;
    if (cells === 0) return;
    const agreeing = records.filter((counts) => counts[index] === cells).length;
    const better = agreeing > best.agreeing || (agreeing === best.agreeing && cells > best.cells);
    if (better) best = { delimiter, agreeing, cells };
  });
  return best.delimiter;
}

/** Returns for each of the first records how often each candidate stands in it outside quotation marks. */
function countPerRecord(sample: string): number[][] {
  const records: number[][] = [];
  let counts = CANDIDATES.map(() => 0);
  let quoted = false;
  let used = false;
  for (const character of sample) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && (character === "\n" || character === "\r")) {
      if (used) records.push(counts);
      if (records.length >= RECORDS) return records;
      counts = CANDIDATES.map(() => 0);
      used = false;
      continue;
    } else if (!quoted) {
      const index = CANDIDATES.indexOf(character as Delimiter);
      if (index >= 0) counts[index] = (counts[index] ?? 0) + 1;
    }
    used = true;
  }
  // The last record of a sample may be cut off; it counts only when there is no other.
  if (records.length === 0) records.push(counts);
  return records;
}
