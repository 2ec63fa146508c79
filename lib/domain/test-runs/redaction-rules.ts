import "server-only";

/** What is looked for in a text, and what it is called where it stood. The pattern is global. */
export interface RedactionRule {
  kind: string;
  /** What it takes out, as the rule is published. */
  about: string;
  pattern: RegExp;
  /** Returns how much of a match, from its beginning, is really one, such as a number whose check digit fits; 0 for none. */
  length?(match: string): number;
}

// Each pattern is bounded and begins with something rare, so that no text makes it slow.
/** What is taken out of every text: the beginnings of keys are those that their issuers give them. */
export const redactionRules: readonly RedactionRule[] = [
  {
    kind: "private key",
    about: "Private keys in PEM form.",
    pattern:
      /-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----[^-]{0,20000}(?:-----END [A-Z ]{0,40}-----)?/g,
  },
  {
    kind: "token",
    about: "JSON Web Tokens.",
    pattern: /(?<![\w-])eyJ[\w-]{8,4000}\.[\w-]{8,8000}(?:\.[\w-]{0,4000})?/g,
  },
  {
    kind: "key",
    about:
      "Keys of cloud, payment, source code, chat and model services, told by the beginnings that their issuers give them.",
    pattern: new RegExp(
      [
        "(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA|AGPA|AIDA|AROA|AIPA|ANPA|ANVA)[A-Z0-9]{16}\\b",
        "sk-[\\w-]{16,300}",
        "[srp]k[_-](?:live|test|prod)[_-]\\w{8,200}",
        "gh[pousr]_[A-Za-z0-9]{20,255}",
        "github_pat_\\w{20,255}",
        "gl(?:pat|dt|rt|ptt|cbt|ft|imt|soat|agent)-[\\w-]{16,200}",
        "xox[a-z](?:\\.[a-z]+)?-[\\w-]{10,300}",
        "xapp-[\\w-]{10,300}",
        "AIza[\\w-]{35}",
        "ya29\\.[\\w-]{20,2000}",
        "hf_[A-Za-z0-9]{20,100}",
        "npm_[A-Za-z0-9]{30,100}",
        "pypi-[\\w-]{40,400}",
        "SG\\.[\\w-]{16,64}\\.[\\w-]{16,64}",
        "dapi[a-f0-9]{32}",
        "LTAI[A-Za-z0-9]{20}",
        "AGE-SECRET-KEY-1[A-Z0-9]{58}",
        "ATATT3[\\w=-]{60,300}",
        "pbl_[\\w-]{20,200}",
      ]
        .map((one) => `\\b${one}`)
        .join("|"),
      "g",
    ),
  },
  {
    kind: "token",
    about: "What follows bearer, basic or token, from 16 characters with a digit on.",
    pattern: /\b(?:bearer|basic|token)[ \t:=]{1,3}(?<secret>[\w.~+/=-]{16,4000})/gi,
    length: (secret) => (/\d/.test(secret) ? secret.length : 0),
  },
  {
    kind: "webhook",
    about: "The secret part of addresses of Slack webhooks.",
    pattern: /\bhttps:\/\/hooks\.slack\.com\/(?<secret>(?:services|workflows|triggers)\/[\w/]{8,200})/gi,
  },
  {
    kind: "password",
    about: "Values that are called password, passphrase, secret, API key or access token.",
    pattern:
      /\b[\w.-]{0,40}(?:passw(?:or)?d|passphrase|pwd|secret|api[_-]?key|access[_-]?key|auth[_-]?token|access[_-]?token|client[_-]?secret)["']?[ \t]{0,3}(?:=>|:=|=|:)[ \t]{0,3}["']?(?<secret>[^\s"',;<>[\]{}]{6,400})/gi,
  },
  {
    kind: "password",
    about: "The password in an address such as postgres://name:password@host.",
    pattern: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@]{1,100}:(?<secret>[^\s/@]{1,200})@/gi,
  },
  {
    kind: "e-mail",
    about: "E-mail addresses, in any script.",
    pattern: /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,63}/gu,
  },
  {
    kind: "bank account",
    about: "Account numbers whose check digits fit (IBAN, ISO 13616).",
    pattern: /\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,30}\b/gi,
    length: (match) => longest(match, iban),
  },
  {
    kind: "card",
    about: "Payment cards of 13 to 19 digits whose check digit fits (Luhn, ISO/IEC 7812).",
    pattern: /(?<![\w.-])\d(?:[ -]?\d){12,18}(?![\w-])/g,
    length: (match) => longest(match, luhn),
  },
  {
    // With the code of a country, or a trunk zero with groups; a plain row of digits is a number of something else.
    kind: "phone",
    about: "Phone numbers with the code of a country.",
    pattern: /(?<![\w.+-]|\d )(?:\+|00)[1-9]\d{0,2}(?:[ ./-]{0,2}\(?\d{1,5}\)?){2,6}(?![\w-])/g,
    length: (match) => withDigits(match, 8, 17),
  },
  {
    kind: "phone",
    about: "Phone numbers with a trunk zero or an area code in brackets.",
    pattern: /(?<![\w.+-]|\d )(?:\(\d{2,5}\)|0\d{1,4})(?:[ /-]{1,3}\d{2,5}){1,5}(?![\w-])/g,
    length: (match) => withDigits(match, 8, 14),
  },
  {
    kind: "phone",
    about: "Phone numbers of ten digits in three groups, as in North America.",
    pattern: /(?<![\w.+-]|\d )[2-9]\d{2}[ .-][2-9]\d{2}[ .-]\d{4}(?![\w-])/g,
  },
];

// What follows a number may look like more of it, so its shorter beginnings are tried as well, group by group.
function longest(text: string, fits: (beginning: string) => boolean): number {
  for (
    let end = text.length;
    end > 0;
    end = Math.max(text.lastIndexOf(" ", end - 1), text.lastIndexOf("-", end - 1))
  )
    if (fits(text.slice(0, end))) return end;
  return 0;
}

/** Whether the check digit of a payment card fits: ISO/IEC 7812-1, the Luhn formula. */
function luhn(text: string): boolean {
  const digits = text.replace(/\D/g, "");
  if (digits.length < 13 || digits.length > 19 || /^(\d)\1+$/.test(digits)) return false;
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits[digits.length - 1 - at]);
    const doubled = at % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Whether the check digits of a bank account fit: ISO 13616, remainder 1 after division by 97. */
function iban(text: string): boolean {
  const letters = text.replace(/[^A-Za-z0-9]/g, "").toUpperCase();
  if (letters.length < 15 || letters.length > 34) return false;
  let rest = 0;
  for (const letter of letters.slice(4) + letters.slice(0, 4))
    for (const digit of Number.parseInt(letter, 36).toString()) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}

function withDigits(text: string, least: number, most: number): number {
  const digits = text.replace(/\D/g, "").length;
  return digits >= least && digits <= most ? text.length : 0;
}
