package tv.sluice.platform.db;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A select, update or delete, or one of the selects within it, with its tables and the conditions that always hold. */
final class SqlScope {
    private static final Set<String> BEFORE_TABLE = Set.of("from", "join", "update");
    /** Where conditions begin. */
    private static final Set<String> CONDITIONS = Set.of("where", "on");
    /** Where they end. */
    private static final Set<String> ENDS = Set.of(
            "where", "on", "join", "left", "right", "inner", "cross", "group", "order", "having", "limit", "for",
            "union", "set");

    private static final Set<String> NO_ALIAS = Set.of(
            "where", "on", "join", "left", "right", "inner", "cross", "group", "order", "having", "limit", "for",
            "union", "set", ",", ")", "(", "as", "using");

    private final List<String> tokens;
    private final String sql;
    /** Table by alias. */
    private final Map<String, String> tables = new HashMap<>();
    /** Aliases whose tenant is said, or is that of another. */
    private final Set<String> said = new HashSet<>();

    private final List<String[]> same = new ArrayList<>();

    SqlScope(List<String> tokens, String sql) {
        this.tokens = tokens;
        this.sql = sql;
    }

    /** @param outer what is said of the tables around this select */
    void check(Set<String> outer) {
        int union = indexAtTop("union");
        if (union >= 0) {
            new SqlScope(tokens.subList(0, union), sql).check(outer);
            int next = union + 1 < tokens.size() && tokens.get(union + 1).equals("all") ? union + 2 : union + 1;
            new SqlScope(tokens.subList(next, tokens.size()), sql).check(outer);
            return;
        }
        said.addAll(outer);
        readTables();
        readConditions();
        spread();
        tables.forEach((alias, table) -> {
            if (!said.contains(alias)) {
                throw new StatementRefusedException("It does not say whose rows of " + table + " it means", sql);
            }
        });
        checkWithin();
    }

    private int indexAtTop(String word) {
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            depth += depth(tokens.get(i));
            if (depth == 0 && tokens.get(i).equals(word)) {
                return i;
            }
        }
        return -1;
    }

    private void readTables() {
        int depth = 0;
        boolean inFrom = false;
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            depth += depth(token);
            if (depth > 0) {
                continue;
            }
            if (BEFORE_TABLE.contains(token) && !isLock(i)) {
                inFrom = true;
                table(i + 1);
            } else if (token.equals(",") && inFrom) {
                table(i + 1);
            } else if (CONDITIONS.contains(token) || token.equals("set")) {
                inFrom = false;
            }
        }
    }

    /** {@code for update} at the end. */
    private boolean isLock(int i) {
        return i > 0 && tokens.get(i - 1).equals("for");
    }

    private void table(int i) {
        String name = token(i);
        if (name.equals("(")) {
            return;
        }
        boolean called = token(i + 1).equals("(");
        if (called || name.isEmpty()) {
            throw new StatementRefusedException("A table that is not understood", sql);
        }
        if (TenantRule.isOfTenants(name)) {
            int next = token(i + 1).equals("as") ? i + 2 : i + 1;
            String alias = token(next).isEmpty() || NO_ALIAS.contains(token(next)) ? name : token(next);
            tables.put(alias, name);
        }
    }

    private void readConditions() {
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            depth += depth(tokens.get(i));
            if (depth == 0 && CONDITIONS.contains(tokens.get(i))) {
                all(i + 1, endOfConditions(i + 1));
            }
        }
    }

    private int endOfConditions(int start) {
        int depth = 0;
        for (int i = start; i < tokens.size(); i++) {
            depth += depth(tokens.get(i));
            if (depth < 0 || (depth == 0 && ENDS.contains(tokens.get(i)))) {
                return i;
            }
        }
        return tokens.size();
    }

    /** Takes note of the conditions between these, if all of them have to hold. */
    private void all(int start, int end) {
        int depth = 0;
        for (int i = start; i < end; i++) {
            depth += depth(tokens.get(i));
            // "between a and b" and "case" are not told apart from conditions; neither can make a condition out of what
            // is none.
            if (depth == 0
                    && (tokens.get(i).equals("or")
                            || tokens.get(i).equals("xor")
                            || tokens.get(i).equals("|"))) {
                return;
            }
        }
        boolean first = true;
        for (int i = start; i < end; i++) {
            if (first) {
                condition(i, end);
            }
            if (tokens.get(i).equals("(")) {
                i = close(i) - 1;
                first = false;
                continue;
            }
            first = tokens.get(i).equals("and");
        }
    }

    private void condition(int i, int end) {
        if (tokens.get(i).equals("(")) {
            if (!token(i + 1).equals("select")) {
                all(i + 1, close(i) - 1);
            }
            return;
        }
        String alias = aliasOfTenant(tokens.get(i));
        if (alias.isEmpty() || i + 2 >= end) {
            return;
        }
        String operator = token(i + 1);
        String value = token(i + 2);
        if (operator.equals("=")) {
            if (!isEndOfCondition(token(i + 3))) {
                return;
            }
            String other = aliasOfTenant(value);
            if (value.equals("?") || value.equals(SqlTokens.TEXT)) {
                said.add(alias);
            } else if (!other.isEmpty()) {
                same.add(new String[] {alias, other});
            }
        } else if (operator.equals("in")
                && value.equals("(")
                && Set.of("?", SqlTokens.TEXT).contains(token(i + 3))) {
            said.add(alias);
        }
    }

    private boolean isEndOfCondition(String next) {
        return next.isEmpty() || next.equals("and") || next.equals(")") || ENDS.contains(next);
    }

    /** The alias whose tenant the name is, or empty. */
    private String aliasOfTenant(String name) {
        int dot = name.lastIndexOf('.');
        if (dot >= 0) {
            String alias = name.substring(0, dot);
            String table = tables.get(alias);
            String column = name.substring(dot + 1);
            boolean known = table == null
                    ? said.contains(alias) && column.equals("tenant_id")
                    : column.equals(TenantRule.column(table));
            return known ? alias : "";
        }
        if (tables.size() != 1) {
            return "";
        }
        Map.Entry<String, String> only = tables.entrySet().iterator().next();
        return name.equals(TenantRule.column(only.getValue())) ? only.getKey() : "";
    }

    /** What has the same tenant as another, of which it is said. */
    private void spread() {
        boolean more = true;
        while (more) {
            more = false;
            for (String[] pair : same) {
                if (said.contains(pair[0]) || said.contains(pair[1])) {
                    more |= said.add(pair[0]) | said.add(pair[1]);
                }
            }
        }
    }

    private void checkWithin() {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).equals("(") && token(i + 1).equals("select")) {
                int end = close(i);
                new SqlScope(tokens.subList(i + 1, end - 1), sql).check(said);
                i = end - 1;
            }
        }
    }

    /** The place behind the parenthesis that closes this one. */
    private int close(int open) {
        int depth = 0;
        for (int i = open; i < tokens.size(); i++) {
            depth += depth(tokens.get(i));
            if (depth == 0) {
                return i + 1;
            }
        }
        throw new StatementRefusedException("A parenthesis without an end", sql);
    }

    private String token(int i) {
        return i < tokens.size() ? tokens.get(i) : "";
    }

    private static int depth(String token) {
        return token.equals("(") ? 1 : token.equals(")") ? -1 : 0;
    }
}
