package tv.sluice.platform.journal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import org.jspecify.annotations.Nullable;

/** An event as it is told: the contract's Event as JSON, for those who are sent it rather than ask for it. */
public final class EventJson {
    private EventJson() {}

    /**
     * The event as JSON.
     *
     * @param delivery base URL of the segment endpoint, see {@link DeliveryLinks}
     */
    public static String of(JournalEvent event, String delivery) {
        return DeliveryLinks.fill(tree(event).toString(), delivery);
    }

    /** The same, saying whose event it is, for readers of all tenants' events. */
    public static String withSpace(JournalEvent event, String delivery) {
        return DeliveryLinks.fill(tree(event).put("space", event.space()).toString(), delivery);
    }

    private static ObjectNode tree(JournalEvent event) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("id", event.id()).put("type", event.type()).put("sequence", event.sequence());
        tree.putObject("object").put("type", event.objectType()).put("id", event.objectId());
        tree.putRawValue("data", new RawValue(event.data()));
        ObjectNode actor = tree.putObject("actor").put("kind", event.actor().kind());
        put(actor, "id", event.actor().id());
        put(actor, "name", event.actor().name());
        put(actor, "grantId", event.actor().grantId());
        put(tree, "requestId", event.requestId());
        return tree.put("createdAt", event.createdAt().toString());
    }

    private static void put(ObjectNode tree, String name, @Nullable String value) {
        if (value != null) {
            tree.put(name, value);
        }
    }
}
