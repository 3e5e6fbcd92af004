package tv.sluice.contract;

import static tv.sluice.Api.expect;
import static tv.sluice.Api.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import tv.sluice.Api;
import tv.sluice.Polling;

/**
 * A tenant with one object of every kind that the contract has. Whoever brings a new kind of object adds one here, and all matrices ask
 * the new operations about it.
 *
 * @param api a caller who may do everything in the tenant
 * @param test the same in the tenant's test environment
 * @param marker stands in the names of the objects and nowhere else
 * @param ids by the prefix of the id
 */
record Belongings(String tenantId, Api api, Api test, String marker, Map<String, String> ids) {
    private static final Duration SOON = Duration.ofSeconds(30);

    /** A new tenant with everything. @param operator a caller who runs the installation */
    static Belongings create(Api operator) {
        String marker = "Marker" + UUID.randomUUID().toString().replace("-", "");
        JsonNode made = json(expect(
                operator.post(
                        "/v1/tenants",
                        "{\"name\":\"" + marker + "\",\"apiKeys\":[{\"name\":\"" + marker
                                + "\"},{\"name\":\"Test\",\"environment\":\"TEST\"}]}"),
                201));
        String tenantId = made.at("/tenant/id").asText();
        Api api = operator.withKey(made.at("/apiKeys/0/secret").asText());
        Api test = operator.withKey(made.at("/apiKeys/1/secret").asText());
        Map<String, String> ids = new LinkedHashMap<>();
        ids.put("ten", tenantId);
        fill(ids, api, operator, marker);
        return new Belongings(tenantId, api, test, marker, Map.copyOf(ids));
    }

    private static void fill(Map<String, String> ids, Api api, Api operator, String marker) {
        JsonNode upload = made(api, "/v1/uploads", "{\"video\":{\"title\":\"" + marker + "\"}}");
        ids.put("upl", upload.get("id").asText());
        ids.put("vid", upload.get("videoId").asText());
        ids.put(
                "pbk",
                id(made(api, "/v1/playback-ids", "{\"videoId\":\"" + ids.get("vid") + "\",\"policy\":\"SIGNED\"}")));
        ids.put("key", id(made(api, "/v1/signing-keys", "{\"name\":\"" + marker + "\"}")));
        ids.put("apk", id(made(api, "/v1/api-keys", "{\"name\":\"" + marker + "\",\"scopes\":[\"videos:read\"]}")));
        ids.put(
                "mem",
                id(made(
                        api,
                        "/v1/members",
                        "{\"email\":\"" + marker.toLowerCase(java.util.Locale.ROOT)
                                + "@example.com\",\"roles\":[\"EDITOR\"]}")));
        ids.put(
                "whk",
                id(made(
                        api,
                        "/v1/webhooks",
                        "{\"url\":\"https://example.com/" + marker + "\",\"types\":[\"webhook.none\"]}")));
        ids.put(
                "gra",
                id(json(expect(
                        operator.post(
                                "/v1/grants",
                                "{\"tenantId\":\"" + ids.get("ten") + "\",\"reason\":\"" + marker + "\"}"),
                        201))));
        ids.put("whd", id(json(expect(api.post("/v1/webhooks/" + ids.get("whk") + "/test", ""), 202))));
        ids.put("job", job(api, marker));
        ids.put("evt", first(api, "/v1/events?objectId=" + ids.get("vid")));
        ids.put("aud", first(api, "/v1/audit?objectId=" + ids.get("vid")));
    }

    /** The upload of something that is no video: its job comes into being all the same. */
    private static String job(Api api, String marker) {
        JsonNode upload = made(api, "/v1/uploads", "{\"video\":{\"title\":\"" + marker + "\"}}");
        HttpResponse<byte[]> put = api.anonymous()
                .call("PUT", upload.get("uploadUrl").asText(), "video/mp4", BodyPublishers.ofString("no"));
        expect(put, 204);
        return first(api, "/v1/jobs?videoId=" + upload.get("videoId").asText());
    }

    /** The first of a list, as soon as there is one. */
    private static String first(Api api, String path) {
        Polling.until(
                path + " is not empty",
                SOON,
                () -> !json(expect(api.get(path), 200)).get("items").isEmpty());
        return json(api.get(path)).at("/items/0/id").asText();
    }

    private static JsonNode made(Api api, String path, String body) {
        return json(expect(api.post(path, body), 201));
    }

    private static String id(JsonNode made) {
        return made.get("id").asText();
    }

    /** The id of this kind; fails if there is none, since nobody then knows whether it can be had by strangers. */
    String id(String kind) {
        String id = ids.get(kind);
        if (id == null) {
            throw new AssertionError("Belongings has no object whose id begins with " + kind + "_: make one");
        }
        return id;
    }
}
