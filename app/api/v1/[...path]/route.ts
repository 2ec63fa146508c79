import { restDoor } from "@/lib/platform/http/door";
import { modules } from "@/lib/registry";

let door: ((request: Request) => Promise<Response>) | undefined;

// Made at the first request: a build has no settings.
function answer(request: Request): Promise<Response> {
  door ??= restDoor(modules);
  return door(request);
}

export { answer as DELETE, answer as GET, answer as PATCH, answer as POST, answer as PUT };
