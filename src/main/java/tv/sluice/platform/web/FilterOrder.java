package tv.sluice.platform.web;

/** The order in which a request passes through what looks at it before a resource does; higher comes first. */
public final class FilterOrder {
    /** Every request gets its id. */
    static final int REQUEST_ID = 10_000;
    /** What follows from a request can find it from here on. */
    public static final int ORIGIN = 9_900;
    /** Headers that browsers obey. */
    static final int BROWSER = 9_000;
    /** Whether the same was answered a moment ago. */
    public static final int RECENT_ANSWER = 96;
    /** How often this address calls: 429. */
    public static final int ADDRESS_LIMIT = 95;
    /** Which operation it calls: 404, 405. */
    static final int ROUTE = 90;
    /** That the call is written down, whatever becomes of it. */
    public static final int AUDIT = 85;
    /** Who calls, and whether the key allows it: 401, 403. */
    public static final int KEY = 80;
    /** How often this tenant and this credential call: 429. */
    public static final int CALLER_LIMIT = 75;
    /** Path, query and header parameters: 404, 400, 406. */
    static final int PARAMETERS = 70;
    /** The body: 415, 413, 400. */
    static final int BODY = 60;
    /** Whether it has been carried out before: 409, 422, or its answer again. */
    public static final int IDEMPOTENCY = 50;

    private FilterOrder() {}
}
