/**
 * Tenants and the credentials that speak for them. Start reading at AccessFilter (who calls, and what the credential allows), Space (whose
 * data that opens) and FirstStart (where the first key comes from); then KeyService and TenantService.
 */
@org.jspecify.annotations.NullMarked
package tv.sluice.tenant;
