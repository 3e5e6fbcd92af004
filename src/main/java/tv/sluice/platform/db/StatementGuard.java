package tv.sluice.platform.db;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Refuses statements that do not say whose rows they mean. It reads the text of every statement on its way to the database, so it holds
 * whatever made the statement; how a statement has to look is in {@link TenantRule}, which statements are excepted in {@link Sweep}.
 */
final class StatementGuard {
    private static final int MAX_KNOWN = 2_000;
    private static final String COMMENT = "/*";
    private static final String COMMENT_END = "*/";

    /** What has passed, with what is sent in its place. */
    private final Map<String, String> known = new ConcurrentHashMap<>();

    /** The statement as the database is to get it: without the comment before it. */
    String pass(String sql) {
        String passed = known.get(sql);
        if (passed != null) {
            return passed;
        }
        String bare = checked(sql);
        if (known.size() >= MAX_KNOWN) {
            // The program has some hundred statements; only lists of ids make them more.
            known.clear();
        }
        known.put(sql, bare);
        return bare;
    }

    private static String checked(String sql) {
        String bare = sql;
        boolean excepted = false;
        while (bare.startsWith(COMMENT) && bare.contains(COMMENT_END)) {
            int end = bare.indexOf(COMMENT_END);
            excepted |= Sweep.isNamedBy(bare.substring(COMMENT.length(), end).strip());
            bare = bare.substring(end + COMMENT_END.length()).stripLeading();
        }
        if (!excepted) {
            TenantRule.check(bare);
        }
        return bare;
    }
}
