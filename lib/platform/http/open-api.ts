import "server-only";
import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { type Module, type Route, routesOf } from "@/lib/platform/registry/module";

/** Returns the OpenAPI 3.1 description of every route, made from the shapes that check the input. */
export function openApiDocument(modules: readonly Module[]): object {
  const document = new OpenAPIHono();
  for (const module of modules) {
    for (const route of routesOf(module))
      document.openAPIRegistry.registerPath(described(module.name, route));
  }
  document.openAPIRegistry.registerComponent("securitySchemes", "token", { type: "http", scheme: "bearer" });
  return document.getOpenAPI31Document({
    openapi: "3.1.0",
    info: { title: "Plumbline", version: "1", description: "The register of AI systems and their risks." },
    servers: [{ url: "/api/v1" }],
    security: [{ token: [] }],
  });
}

const problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  requestId: z.string(),
});

function described(tag: string, route: Route) {
  const input = route.operation.input;
  const fields: Record<string, z.ZodType> =
    input instanceof z.ZodObject ? (input.shape as Record<string, z.ZodType>) : {};
  const inPath = [...route.path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? "");
  const pathFields = Object.fromEntries(inPath.map((key) => [key, z.string()]));
  const rest = Object.fromEntries(
    Object.entries(fields)
      .filter(([key]) => !inPath.includes(key) && key !== "file")
      .map(([key, field]) => [key, describable(field)]),
  );
  const body = z.object(rest);
  return createRoute({
    method: route.method,
    path: route.path.replace(/:(\w+)/g, "{$1}"),
    tags: [tag],
    operationId: route.operation.name,
    summary: route.operation.summary,
    description: `Permission: ${route.operation.permission.name}. ${route.operation.permission.sentence}`,
    request: {
      params: z.object(pathFields),
      ...(route.method === "get" || route.receives !== "json"
        ? { query: body }
        : { body: { content: { "application/json": { schema: body } } } }),
    },
    responses: {
      [route.status]: {
        description: "Done",
        content: { "application/json": { schema: route.operation.output ?? z.unknown() } },
      },
      default: { description: "Refused", content: { "application/problem+json": { schema: problem } } },
    },
  });
}

// A shape that refers to itself (any JSON value) has no finite description.
function describable(field: z.ZodType): z.ZodType {
  return field instanceof z.ZodLazy ? z.unknown() : field;
}
