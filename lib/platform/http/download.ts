import "server-only";
import { privateHeaders } from "@/lib/platform/http/problem";

/** A file that an operation answers with; its bytes flow while they are made. */
export class Download {
  constructor(
    readonly name: string,
    readonly mediaType: string,
    readonly bytes: ReadableStream<Uint8Array>,
    /** Shown by the browser instead of saved: only for what holds no script of its own. */
    readonly how: { inline: boolean } = { inline: false },
  ) {}

  /** Returns the answer that makes a browser save the file, or show it in a sandbox; it is never part of our origin. */
  response(): Response {
    const ascii = this.name.replace(/[^\w.-]+/g, "-");
    return new Response(this.bytes, {
      headers: {
        "content-type": this.mediaType,
        "content-disposition": `${this.how.inline ? "inline" : "attachment"}; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(this.name)}`,
        "content-security-policy": "sandbox; default-src 'none'",
        ...privateHeaders,
      },
    });
  }
}

/** Returns whether an operation's result is a file. */
export function isDownload(result: unknown): result is Download {
  return result instanceof Download;
}
