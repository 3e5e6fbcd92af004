package tv.sluice.tenant;

/** What an API key may do: read or write the resources of one tag of the contract. */
public record Scope(String name) {}
