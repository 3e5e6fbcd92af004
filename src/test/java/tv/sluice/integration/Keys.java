package tv.sluice.integration;

import static tv.sluice.Api.expect;
import static tv.sluice.Api.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import tv.sluice.Api;

/** Makes API keys and tenants to call with. */
final class Keys {
    private Keys() {}

    /** The answer to the creation of a key. */
    static JsonNode create(Api api, String body) {
        HttpResponse<byte[]> answer = api.post("/v1/api-keys", body);
        expect(answer, 201);
        return json(answer);
    }

    /** A caller with a new secret key of these scopes, given as JSON strings. */
    static Api with(Api api, String scopes) {
        return api.withKey(create(api, "{\"name\":\"test\",\"scopes\":[" + scopes + "]}")
                .get("secret")
                .asText());
    }

    /** The answer to the creation of a tenant. */
    static JsonNode tenant(Api api, String body) {
        HttpResponse<byte[]> answer = api.post("/v1/tenants", body);
        expect(answer, 201);
        return json(answer);
    }

    /** A caller with the first key of a new tenant. */
    static Api first(Api api, JsonNode created) {
        return api.withKey(created.at("/apiKeys/0/secret").asText());
    }
}
