package tv.sluice.oidc;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Fields in {@code application/x-www-form-urlencoded}, as queries and forms have them. */
record Form(Map<String, String> fields) {
    static Form query(HttpExchange exchange) {
        return parse(exchange.getRequestURI().getRawQuery());
    }

    static Form body(HttpExchange exchange) throws IOException {
        return parse(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    private static Form parse(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : text == null ? new String[0] : text.split("&")) {
            int sign = pair.indexOf('=');
            if (sign > 0) {
                fields.put(decode(pair.substring(0, sign)), decode(pair.substring(sign + 1)));
            }
        }
        return new Form(fields);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Empty if it is not there. */
    String get(String name) {
        return fields.getOrDefault(name, "");
    }
}
