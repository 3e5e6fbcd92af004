package tv.sluice.platform.db;

import java.util.List;
import java.util.Set;

/**
 * How a statement has to look: an insert sets {@code tenant_id}; every other names for each table the {@code tenant_id} that it means, as a
 * condition that always holds. Whatever is not understood is refused.
 */
final class TenantRule {
    /** Tables whose rows belong to nobody. */
    private static final Set<String> OF_NOBODY = Set.of("transcode_worker", "lease");

    /** The table of tenants, where the id says whose row it is. */
    private static final String TENANT = "tenant";

    private static final Set<String> VERBS = Set.of("select", "insert", "replace", "update", "delete");

    private TenantRule() {}

    /** Refuses the statement if it is not like that. */
    static void check(String sql) {
        List<String> tokens = SqlTokens.of(sql);
        if (tokens.isEmpty() || !VERBS.contains(tokens.getFirst())) {
            throw new StatementRefusedException("Not a statement that is understood", sql);
        }
        if (tokens.contains(";")) {
            throw new StatementRefusedException("More than one statement", sql);
        }
        if (tokens.contains("-") && sql.contains("--") || sql.contains("/*") || tokens.contains("#")) {
            throw new StatementRefusedException("A comment within the statement", sql);
        }
        if (tokens.getFirst().equals("insert") || tokens.getFirst().equals("replace")) {
            checkInsert(tokens, sql);
        } else {
            new SqlScope(tokens, sql).check(Set.of());
        }
    }

    private static void checkInsert(List<String> tokens, String sql) {
        int into = tokens.indexOf("into");
        int open = tokens.indexOf("(");
        int close = tokens.indexOf(")");
        if (into < 0 || open != into + 2 || close < open) {
            throw new StatementRefusedException("An insert that does not name its columns", sql);
        }
        String table = tokens.get(into + 1);
        if (isOfTenants(table) && !tokens.subList(open, close).contains(column(table))) {
            throw new StatementRefusedException("It does not set " + column(table), sql);
        }
        int select = tokens.indexOf("select");
        if (select >= 0) {
            new SqlScope(tokens.subList(select, tokens.size()), sql).check(Set.of());
        }
    }

    static boolean isOfTenants(String table) {
        return !OF_NOBODY.contains(table);
    }

    /** What says whose row it is. */
    static String column(String table) {
        return table.equals(TENANT) ? "id" : "tenant_id";
    }
}
