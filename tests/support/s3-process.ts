import { startFauxqs } from "fauxqs";

// Run as a process of its own by s3-server.ts: a program of other makers, which answers as a bucket of theirs would.

const init = { region: "us-east-1", buckets: ["evidence"] };
const { port } = await startFauxqs({ logger: false, host: "127.0.0.1", port: 0, init });
process.send?.(port);
