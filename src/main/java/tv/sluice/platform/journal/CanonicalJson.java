package tv.sluice.platform.journal;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The one way to write a JSON value down (RFC 8785, JSON Canonicalization Scheme), so that its hash means something. */
public final class CanonicalJson {
    /** Up to this many digits before the point, ECMAScript writes a number without an exponent. */
    private static final int MOST_WHOLE_DIGITS = 21;
    /** Up to this many zeros behind the point, likewise. */
    private static final int MOST_ZEROS = 5;

    private CanonicalJson() {}

    /** The value in its canonical form. */
    public static String of(JsonNode value) {
        StringBuilder text = new StringBuilder(256);
        write(value, text);
        return text.toString();
    }

    private static void write(JsonNode value, StringBuilder text) {
        switch (value.getNodeType()) {
            case OBJECT -> writeObject(value, text);
            case ARRAY -> writeArray(value, text);
            case STRING -> writeString(value.textValue(), text);
            case NUMBER -> text.append(number(value.doubleValue()));
            case BOOLEAN -> text.append(value.booleanValue());
            case NULL -> text.append("null");
            case BINARY, MISSING, POJO ->
                throw new IllegalArgumentException("There is no JSON for a node of type " + value.getNodeType());
        }
    }

    private static void writeObject(JsonNode object, StringBuilder text) {
        List<String> names = new ArrayList<>(object.size());
        object.fieldNames().forEachRemaining(names::add);
        // By UTF-16 code units, as section 3.2.3 wants it and String compares.
        Collections.sort(names);
        text.append('{');
        String comma = "";
        for (String name : names) {
            text.append(comma);
            writeString(name, text);
            text.append(':');
            write(object.get(name), text);
            comma = ",";
        }
        text.append('}');
    }

    private static void writeArray(JsonNode array, StringBuilder text) {
        text.append('[');
        String comma = "";
        for (JsonNode item : array) {
            text.append(comma);
            write(item, text);
            comma = ",";
        }
        text.append(']');
    }

    /** Appends a text in quotation marks (section 3.2.2.2). */
    static void writeString(String value, StringBuilder text) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char each = value.charAt(i);
            switch (each) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\b' -> text.append("\\b");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\f' -> text.append("\\f");
                case '\r' -> text.append("\\r");
                default -> {
                    if (each < ' ') {
                        text.append(String.format("\\u%04x", (int) each));
                    } else {
                        text.append(checked(value, i));
                    }
                }
            }
        }
        text.append('"');
    }

    private static char checked(String value, int at) {
        char each = value.charAt(at);
        boolean whole = Character.isHighSurrogate(each)
                ? at + 1 < value.length() && Character.isLowSurrogate(value.charAt(at + 1))
                : !Character.isLowSurrogate(each) || (at > 0 && Character.isHighSurrogate(value.charAt(at - 1)));
        if (!whole) {
            throw new IllegalArgumentException("Half of a surrogate pair has no canonical form");
        }
        return each;
    }

    /** A number as ECMAScript writes it (ECMA-262, Number::toString with radix 10). */
    static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(value + " is no number of JSON");
        }
        if (value == 0) {
            return "0";
        }
        String sign = value < 0 ? "-" : "";
        BigDecimal shortest = shortest(Math.abs(value));
        String digits = shortest.unscaledValue().toString();
        // The value is 0.digits times ten to the power of point.
        int point = digits.length() - shortest.scale();
        return sign + format(digits, point);
    }

    private static String format(String digits, int point) {
        int count = digits.length();
        if (point > MOST_WHOLE_DIGITS || point < -MOST_ZEROS) {
            int exponent = point - 1;
            String fraction = count == 1 ? "" : '.' + digits.substring(1);
            return digits.charAt(0) + fraction + 'e' + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
        }
        if (point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        return point >= count
                ? digits + "0".repeat(point - count)
                : digits.substring(0, point) + '.' + digits.substring(point);
    }

    /** The shortest decimal that is read as this double again; Java's own has two digits at least. */
    private static BigDecimal shortest(double value) {
        BigDecimal javas = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        BigDecimal oneDigit = javas.round(new MathContext(1, RoundingMode.HALF_EVEN));
        return oneDigit.doubleValue() == value ? oneDigit.stripTrailingZeros() : javas;
    }
}
