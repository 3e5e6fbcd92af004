import type { TenantRole } from "@sluice/client";

/** The roles that a tenant can give, with what they allow. */
export const ROLES: { value: TenantRole; label: string; hint: string }[] = [
  { value: "OWNER", label: "Owner", hint: "May do everything in the tenant." },
  { value: "EDITOR", label: "Editor", hint: "Changes the catalogue." },
  { value: "PUBLISHER", label: "Publisher", hint: "Changes the catalogue and how it is played." },
  { value: "ANALYST", label: "Analyst", hint: "Only reads." },
  { value: "AD_MANAGER", label: "Ad manager", hint: "Reads, and manages advertisements." },
];

export function roleInWords(role: TenantRole): string {
  return ROLES.find(({ value }) => value === role)?.label ?? role.toLowerCase().replaceAll("_", " ");
}
