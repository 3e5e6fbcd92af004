package tv.sluice.webhook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.id.Ids;
import tv.sluice.platform.journal.DeliveryLinks;
import tv.sluice.platform.journal.JournalEvent;
import tv.sluice.platform.journal.Who;

/**
 * Writes what endpoints are sent: {@code type}, {@code timestamp} and {@code data} as Standard Webhooks recommends, and beside them what
 * else an event of the API has.
 */
@ApplicationScoped
class MessageWriter {
    private static final JsonFactory JSON = new JsonFactory();

    private final DeliveryLinks links;

    MessageWriter(DeliveryLinks links) {
        this.links = links;
    }

    Message message(JournalEvent event) {
        return new Message(event.id(), event.type(), event.seq(), body(event));
    }

    /** Something to try this endpoint out with, of which the journal knows nothing. */
    Message test(Webhook webhook, Instant now) {
        String id = Ids.next(JournalEvent.ID_PREFIX);
        return new Message(id, Message.TEST, 0, write(json -> {
            head(json, id, Message.TEST, now);
            object(json, "webhook", webhook.id());
            json.writeObjectFieldStart("data");
            json.writeStringField("webhookId", webhook.id());
            json.writeStringField(
                    "message", "This is a test. If you can read it and its signature is good, all is well.");
            json.writeEndObject();
        }));
    }

    private String body(JournalEvent event) {
        return write(json -> {
            head(json, event.id(), event.type(), event.createdAt());
            json.writeNumberField("sequence", event.sequence());
            object(json, event.objectType(), event.objectId());
            json.writeFieldName("data");
            json.writeRawValue(DeliveryLinks.fill(event.data(), links.base()));
            actor(json, event.actor());
            optional(json, "requestId", event.requestId());
        });
    }

    private static void head(JsonGenerator json, String id, String type, Instant at) throws IOException {
        json.writeStringField("id", id);
        json.writeStringField("type", type);
        json.writeStringField("timestamp", at.toString());
    }

    private static void object(JsonGenerator json, String type, String id) throws IOException {
        json.writeObjectFieldStart("object");
        json.writeStringField("type", type);
        json.writeStringField("id", id);
        json.writeEndObject();
    }

    private static void actor(JsonGenerator json, Who actor) throws IOException {
        json.writeObjectFieldStart("actor");
        json.writeStringField("kind", actor.kind());
        optional(json, "id", actor.id());
        optional(json, "name", actor.name());
        optional(json, "grantId", actor.grantId());
        json.writeEndObject();
    }

    private static void optional(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    /** The members of an object. */
    private interface Members {
        void write(JsonGenerator json) throws IOException;
    }

    private static String write(Members members) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
