import { afterAll, beforeAll, expect, test } from "vitest";
import { everyNamingField, NamedRecords } from "@/tests/access/named-records";

let records: NamedRecords;
const counted = { fields: 0, cells: 0, proven: 0 };
const unproven: string[] = [];

beforeAll(async () => {
  records = await NamedRecords.build();
});

afterAll(() => console.log(JSON.stringify(counted), unproven.join("\n")));

test.each(everyNamingField)("$name takes no record but one that may be named there", async (one) => {
  const { cells, proven, wrong } = await records.cellsOf(one);
  counted.fields += 1;
  counted.cells += cells;
  counted.proven += proven ? 1 : 0;
  if (!proven) unproven.push(one.name);
  expect(wrong).toEqual([]);
});
