package tv.sluice.platform.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.error.ProblemException;

/**
 * Reads JSON as RFC 8259 and nothing more: UTF-8 without a mark, no name twice in an object, no lone surrogates, nothing after the value;
 * and within bounds of depth, of the number of values and of numbers.
 */
final class StrictJson {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_VALUES = 10_000;
    private static final int MAX_NUMBER_LENGTH = 40;
    private static final BigDecimal MAX_INTEGER = new BigDecimal(BigInteger.valueOf(Long.MAX_VALUE));

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_NUMBER_LENGTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private StrictJson() {}

    /** The value, or the problem {@code invalid_request} that points at what is wrong. */
    static JsonNode read(byte[] bytes) {
        String text = decode(bytes);
        checkValues(text);
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw malformed("", e);
        }
    }

    private static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw ProblemException.invalid("", "bad_encoding", "The body is not valid UTF-8.");
        }
    }

    /** One pass without building anything: what is refused here costs no memory. */
    private static void checkValues(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            checkTokens(parser);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void checkTokens(JsonParser parser) throws IOException {
        int values = 0;
        boolean ended = false;
        try {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (ended) {
                    throw malformed("", parser.currentTokenLocation(), "something follows the value");
                }
                if (++values > MAX_VALUES) {
                    throw ProblemException.invalid(
                            at(parser),
                            "too_many_values",
                            "The body has more than " + MAX_VALUES + " values and names.");
                }
                checkToken(parser, token);
                ended = parser.getParsingContext().inRoot();
            }
        } catch (JsonProcessingException e) {
            throw malformed(at(parser), e);
        }
        if (values == 0) {
            throw ProblemException.invalid("", "required", "The body is empty, expected JSON.");
        }
    }

    private static void checkToken(JsonParser parser, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME) {
            String text = parser.getText();
            if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
                throw ProblemException.invalid(
                        at(parser),
                        "bad_encoding",
                        "\"" + Violations.shortened(text) + "\" holds half of a surrogate pair.");
            }
        } else if (token.isNumeric()) {
            BigDecimal number = parser.getDecimalValue();
            if (Math.abs((long) number.precision() - number.scale()) > MAX_NUMBER_LENGTH
                    || number.abs().compareTo(MAX_INTEGER) > 0) {
                throw ProblemException.invalid(
                        at(parser),
                        "too_large",
                        "Got " + Violations.shortened(parser.getText()) + ", expected a number within 64 bits.");
            }
        }
    }

    private static String at(JsonParser parser) {
        return parser.getParsingContext().pathAsPointer().toString();
    }

    private static ProblemException malformed(String pointer, JsonProcessingException e) {
        if (e instanceof StreamConstraintsException) {
            return ProblemException.invalid(
                    pointer,
                    "malformed",
                    "The body is nested more than " + MAX_DEPTH + " deep, or a number in it has more than "
                            + MAX_NUMBER_LENGTH + " characters.");
        }
        return malformed(pointer, e.getLocation(), reason(e));
    }

    private static ProblemException malformed(String pointer, @Nullable JsonLocation location, String reason) {
        String where =
                location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
        return ProblemException.invalid(pointer, "malformed", "The body is not JSON" + where + ": " + reason + '.');
    }

    /** In our words: the library's own tell of its classes and switches. */
    private static String reason(JsonProcessingException e) {
        if (e instanceof JsonEOFException) {
            return "it ends in the middle";
        }
        return e.getOriginalMessage().startsWith("Duplicate")
                ? "a name stands twice in an object"
                : "this is not what RFC 8259 allows here";
    }
}
