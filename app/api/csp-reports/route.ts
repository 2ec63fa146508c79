import { takePolicyReport } from "@/lib/platform/http/policy-report";

export { takePolicyReport as POST };
