package tv.sluice.tenant;

/** What people choose a tenant by. */
public record TenantName(String id, String name) {}
