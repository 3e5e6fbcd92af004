package tv.sluice.app;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;

/** Formats a log record as one line of JSON; the request id and whatever else is in the MDC are members of their own. */
final class JsonLines extends ExtFormatter {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MOST_STACK = 16 * 1024;

    @Override
    public String format(ExtLogRecord record) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("timestamp", record.getInstant().toString());
            json.writeStringField("level", record.getLevel().getName());
            json.writeStringField("logger", record.getLoggerName());
            json.writeStringField("thread", record.getThreadName());
            json.writeStringField("message", formatMessage(record));
            for (Map.Entry<String, String> entry : new TreeMap<>(record.getMdcCopy()).entrySet()) {
                json.writeStringField(entry.getKey(), entry.getValue());
            }
            if (record.getThrown() != null) {
                json.writeStringField("exception", stack(record.getThrown()));
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.append('\n').toString();
    }

    private static String stack(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.getBuffer()
                .substring(0, Math.min(MOST_STACK, text.getBuffer().length()));
    }
}
