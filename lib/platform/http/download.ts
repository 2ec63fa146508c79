import "server-only";
import { privateHeaders } from "@/lib/platform/http/problem";

/** A file that an operation answers with; its bytes flow while they are made. */
export class Download {
  constructor(
    readonly name: string,
    readonly mediaType: string,
    readonly bytes: ReadableStream<Uint8Array>,
  ) {}

  /** Returns the answer that makes a browser save the file and never open it in our origin. */
  response(): Response {
    const ascii = this.name.replace(/[^\w.-]+/g, "-");
    return new Response(this.bytes, {
      headers: {
        "content-type": this.mediaType,
        "content-disposition": `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(this.name)}`,
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
