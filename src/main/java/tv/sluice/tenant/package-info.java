/** Tenants and the API keys that speak for them. Start reading at KeyFilter (who calls) and FirstStart (where the first key comes from). */
@org.jspecify.annotations.NullMarked
package tv.sluice.tenant;
