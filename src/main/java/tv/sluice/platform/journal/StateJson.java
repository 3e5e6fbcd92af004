package tv.sluice.platform.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** The state of an object for the journal: what its GET answers, as JSON. */
public final class StateJson {
    /** As the API's own writes it. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .build();

    private StateJson() {}

    /** @param answer an object of the contract; addresses of the segment endpoint begin with {@link DeliveryLinks#PLACEHOLDER} */
    public static JsonNode of(Object answer) {
        return JSON.valueToTree(answer);
    }
}
