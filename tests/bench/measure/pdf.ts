import { parse } from "csv-parse/sync";
import { drawBare } from "@/tests/bench/bare/pdfkit";
import { askOnce, headersOf, type Setting } from "@/tests/bench/measure/setting";

// A register longer than this is no paper that anybody reads.
const mostRows = 20_000;

/** Measures the register as a PDF, beside bare PDFKit drawing as many pages with the same cells. */
export async function measurePdf({ product, database, add }: Setting): Promise<void> {
  if (database.size > mostRows) return;
  const columns = "ref,title,unit,owner,category,status,currentScore,systems,treatment,treatmentDueOn";
  const headers = await headersOf(product, database, { path: "", as: "token", who: "lead" });
  const started = performance.now();
  const answer = await fetch(`${product.url}/api/v1/risks/export?format=pdf&columns=${columns}`, { headers });
  if (!answer.ok)
    throw new Error(`The PDF answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
  const pdf = Buffer.from(await answer.arrayBuffer());
  const seconds = (performance.now() - started) / 1_000;
  const pages = pagesIn(pdf);
  const memory = product.memory();
  const path = `/api/v1/risks/export?format=csv&columns=${columns}`;
  const csv = await askOnce(product, database, { path, as: "token", who: "lead" });
  const rows = parse(csv.replace(/^\uFEFF/, ""), { relax_column_count: true }) as string[][];
  const bare = await drawBare(rows, pages);
  add({
    subject: "pdf",
    what: `PDF of the register, ${pages} pages in ${seconds.toFixed(2)} s`,
    size: database.size,
    values: { perSecond: pages / seconds, bytes: pdf.length },
    beside: { name: "bare PDFKit", perSecond: bare.pages / bare.seconds },
    goal: database.size <= 2_000 ? "2,000 in 0.5 s" : "20,000 in 4 s",
    note: `bare ${bare.pages} pages in ${bare.seconds.toFixed(2)} s${memory ? `; server's peak so far ${Math.round(memory.peak)} MB` : ""}`,
  });
}

function pagesIn(pdf: Buffer): number {
  return pdf.toString("latin1").match(/\/Type \/Page\b/g)?.length ?? 0;
}
