/**
 * How often the API may be called: by an address, for a tenant, with a credential. Token buckets in Redis that all processes share, and
 * in the process as long as Redis is away. Start reading at AddressLimitFilter and CallerLimitFilter, then Buckets.
 */
@org.jspecify.annotations.NullMarked
package tv.sluice.platform.limit;
