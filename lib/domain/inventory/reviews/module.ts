import "server-only";
import { reviewsCadence } from "@/lib/domain/inventory/reviews/access";
import { setCadence } from "@/lib/domain/inventory/reviews/commands";
import { getCadence, listInventoryReviews } from "@/lib/domain/inventory/reviews/queries";
import { systemsRead } from "@/lib/domain/inventory/systems/access";
import { type Module, route } from "@/lib/platform/registry/module";

export const reviewsModule: Module = {
  name: "reviews",
  permissions: [reviewsCadence],
  navigation: [
    {
      group: "Settings",
      label: "Review cadence",
      href: "/settings/review-cadence",
      icon: "cadence",
      permission: systemsRead,
    },
  ],
  routes: [
    route("get", "/reviews", listInventoryReviews),
    route("get", "/settings/review-cadence", getCadence),
    route("put", "/settings/review-cadence", setCadence),
  ],
};
