import "server-only";
import { commentsRead, commentsWrite, watchOwn } from "@/lib/domain/comments/access";
import { setWatching } from "@/lib/domain/comments/commands/watch";
import { addComment, removeComment, updateComment } from "@/lib/domain/comments/commands/write-comment";
import { getWatching, listComments, mentionablePeople } from "@/lib/domain/comments/queries";
import { tellWatchers } from "@/lib/domain/comments/tell-watchers";
import { type Module, route } from "@/lib/platform/registry/module";

export const commentsModule: Module = {
  name: "comments",
  permissions: [commentsRead, commentsWrite, watchOwn],
  listeners: [tellWatchers],
  routes: [
    route("get", "/comments", listComments),
    route("get", "/comments/people", mentionablePeople),
    route("post", "/comments", addComment, { status: 201 }),
    route("patch", "/comments/:id", updateComment),
    route("post", "/comments/:id/remove", removeComment),
    route("get", "/watching", getWatching),
    route("put", "/watching", setWatching),
  ],
};
