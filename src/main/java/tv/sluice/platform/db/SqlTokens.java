package tv.sluice.platform.db;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts a statement into words, numbers, texts and signs; names in small letters and without quotes, texts as {@code ''}. */
final class SqlTokens {
    static final String TEXT = "''";

    private final String sql;
    private int at;

    private SqlTokens(String sql) {
        this.sql = sql;
    }

    static List<String> of(String sql) {
        SqlTokens tokens = new SqlTokens(sql);
        List<String> all = new ArrayList<>();
        for (String token = tokens.next(); !token.isEmpty(); token = tokens.next()) {
            all.add(token);
        }
        return all;
    }

    private String next() {
        while (at < sql.length() && Character.isWhitespace(sql.charAt(at))) {
            at++;
        }
        if (at == sql.length()) {
            return "";
        }
        char first = sql.charAt(at);
        if (first == '\'' || first == '"') {
            text(first);
            return TEXT;
        }
        return isNamePart(first) ? name() : String.valueOf(sql.charAt(at++));
    }

    /** A quote within the text is doubled or has a backslash before it. */
    private void text(char quote) {
        at++;
        while (at < sql.length()) {
            char c = sql.charAt(at++);
            if (c == '\\') {
                at++;
            } else if (c == quote) {
                if (at == sql.length() || sql.charAt(at) != quote) {
                    return;
                }
                at++;
            }
        }
        throw new StatementRefusedException("A text without an end", sql);
    }

    private String name() {
        int start = at;
        while (at < sql.length() && isNamePart(sql.charAt(at))) {
            at++;
        }
        return sql.substring(start, at).replace("`", "").toLowerCase(Locale.ROOT);
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '`' || c == '$';
    }
}
