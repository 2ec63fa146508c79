import "server-only";
import { notificationsOwn, tasksEdit, tasksFinish, tasksRead } from "@/lib/domain/tasks/access";
import { finishTask, removeTask, reopenTask, updateTask } from "@/lib/domain/tasks/commands/change-task";
import { createTask } from "@/lib/domain/tasks/commands/create-task";
import { readAllNotifications, readNotification } from "@/lib/domain/tasks/commands/notify";
import { noOverdueTask } from "@/lib/domain/tasks/gate";
import { chooseNotices } from "@/lib/domain/tasks/notices/commands";
import { mailNotices } from "@/lib/domain/tasks/notices/jobs";
import { getNoticeChoices } from "@/lib/domain/tasks/notices/queries";
import { outdatedNotifications } from "@/lib/domain/tasks/notices/retention";
import { countUnread, findTasks, getTask, listNotifications, taskRegister } from "@/lib/domain/tasks/queries";
import { tellAccountOwner } from "@/lib/domain/tasks/tell-account-owner";
import { type Module, route } from "@/lib/platform/registry/module";

export const tasksModule: Module = {
  name: "tasks",
  permissions: [tasksRead, tasksFinish, tasksEdit, notificationsOwn],
  registers: [taskRegister],
  alsoFound: [{ type: "tasks", one: "task", read: tasksRead, find: findTasks }],
  gateConditions: [noOverdueTask],
  listeners: [tellAccountOwner],
  retention: [outdatedNotifications],
  navigation: [
    // What is done stands in the register too; who opens it looks for what is not.
    {
      ...{ group: "Risk", label: "Tasks", icon: "task", permission: tasksRead },
      ...{ href: "/tasks?state=open", also: ["/tasks"] },
    },
  ],
  jobs: [mailNotices],
  routes: [
    route("post", "/tasks", createTask, { status: 201 }),
    route("post", "/tasks/:id/remove", removeTask),
    route("get", "/tasks/:id", getTask),
    route("patch", "/tasks/:id", updateTask),
    route("post", "/tasks/:id/done", finishTask),
    route("post", "/tasks/:id/reopen", reopenTask),
    route("get", "/notifications", listNotifications),
    route("get", "/notifications/count", countUnread),
    route("get", "/notices/choices", getNoticeChoices),
    route("put", "/notices/choices", chooseNotices),
    route("post", "/notifications/read-all", readAllNotifications),
    route("post", "/notifications/:id/read", readNotification),
  ],
};
