import "server-only";

/**
 * Returns what a cell holds that Python wrote into a table: JSON, or a list or dict as Python prints it; null for what is
 * neither. Only literals are read; nothing is run.
 */
export function fromPythonLiteral(cell: string): unknown {
  const text = cell.trim();
  if (text === "" || text === "None") return null;
  return parsed(text) ?? parsed(asJson(text)) ?? null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const constants: Record<string, string> = { True: "true", False: "false", None: "null", nan: "null" };
const token = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|\b(True|False|None|nan)\b/gs;

// Strings in single quotes become strings in double ones, and Python's names of constants those of JSON.
function asJson(text: string): string {
  return text.replace(token, (whole, single?: string, double?: string) => {
    const inside = single ?? double;
    if (inside === undefined) return constants[whole] ?? whole;
    return JSON.stringify(inside.replace(/\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)/gs, unescaped));
  });
}

function unescaped(_whole: string, code: string): string {
  if (/^[xu]./.test(code) && code.length > 1) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
  return { n: "\n", r: "\r", t: "\t" }[code] ?? code;
}
