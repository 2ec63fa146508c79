import "server-only";
import { webhooksKeep, webhooksRead } from "@/lib/domain/webhooks/access";
import { sendAgain, sendTestEvent } from "@/lib/domain/webhooks/commands/messages";
import {
  createWebhook,
  removeWebhook,
  renewWebhookSecret,
  switchOffWebhook,
  switchOnWebhook,
  updateWebhook,
} from "@/lib/domain/webhooks/commands/write-webhook";
import { deliverMessages } from "@/lib/domain/webhooks/jobs";
import { deliveryRegister, getDelivery } from "@/lib/domain/webhooks/queries/deliveries";
import { findWebhooks } from "@/lib/domain/webhooks/queries/find";
import {
  chooseWebhooks,
  getWebhook,
  getWebhookHistory,
  webhookRegister,
} from "@/lib/domain/webhooks/queries/webhooks";
import { outdatedMessages } from "@/lib/domain/webhooks/retention";
import { type Module, route } from "@/lib/platform/registry/module";

export const webhooksModule: Module = {
  name: "webhooks",
  permissions: [webhooksRead, webhooksKeep],
  navigation: [
    {
      group: "Settings",
      label: "Webhooks",
      href: "/webhooks",
      also: ["/webhook-deliveries"],
      icon: "webhook",
      permission: webhooksRead,
    },
  ],
  registers: [webhookRegister, deliveryRegister],
  records: [{ type: "webhooks", one: "webhook", read: webhooksRead, find: findWebhooks }],
  jobs: [deliverMessages],
  retention: [outdatedMessages],
  routes: [
    route("get", "/webhooks/choices", chooseWebhooks),
    route("post", "/webhooks", createWebhook, { status: 201 }),
    route("get", "/webhooks/:id", getWebhook),
    route("patch", "/webhooks/:id", updateWebhook),
    route("get", "/webhooks/:id/history", getWebhookHistory),
    route("post", "/webhooks/:id/renew-secret", renewWebhookSecret, { status: 201 }),
    route("post", "/webhooks/:id/switch-on", switchOnWebhook),
    route("post", "/webhooks/:id/switch-off", switchOffWebhook),
    route("post", "/webhooks/:id/remove", removeWebhook),
    route("post", "/webhooks/:id/send-test", sendTestEvent, { status: 201 }),
    route("get", "/webhook-deliveries/:id", getDelivery),
    route("post", "/webhook-deliveries/:id/send-again", sendAgain),
  ],
};
