package tv.sluice.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a person says about a webhook. */
record WebhookDraft(String url, @Nullable String description, List<String> types) {
    WebhookDraft {
        types = List.copyOf(types);
    }

    static WebhookDraft of(Webhook webhook) {
        return new WebhookDraft(webhook.url(), webhook.description(), webhook.types());
    }

    /** This, patched (JSON Merge Patch, RFC 7396): null clears, an absent member stays. */
    WebhookDraft merged(JsonNode patch) {
        return new WebhookDraft(
                patch.path("url").asText(url),
                patch.has("description") ? patch.get("description").textValue() : description,
                patch.has("types") ? texts(patch.get("types")) : types);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }
}
