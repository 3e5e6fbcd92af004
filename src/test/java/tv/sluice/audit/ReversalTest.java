package tv.sluice.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReversalTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> ALL = Set.of("a", "b", "c", "d");

    @Test
    void setsWhatWasChangedAndNothingElse() {
        JsonNode before = json("{'a':'old','b':'same','c':1,'updated':1}");
        JsonNode after = json("{'a':'new','b':'same','d':2,'updated':2}");
        assertThat(Reversal.of(before, after, ALL)).isEqualTo(json("{'a':'old','c':1,'d':null}"));
    }

    @Test
    void goesIntoObjectsAndTakesArraysAsTheyAre() {
        JsonNode before = json("{'a':{'x':1,'y':{'z':1}},'b':[1,2]}");
        JsonNode after = json("{'a':{'x':1,'y':{'z':2,'n':3}},'b':[1]}");
        assertThat(Reversal.of(before, after, ALL)).isEqualTo(json("{'a':{'y':{'z':1,'n':null}},'b':[1,2]}"));
    }

    @Test
    void isEmptyIfOnlyOtherMembersHaveChanged() {
        assertThat(Reversal.of(json("{'a':1,'state':'X'}"), json("{'a':1,'state':'Y'}"), ALL))
                .isEmpty();
    }

    @Test
    void takesBackWhateverWasChanged() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            ObjectNode before = object(random, 2);
            ObjectNode after = object(random, 2);
            JsonNode patch = Reversal.of(before, after, ALL);
            JsonNode restored = merge(after.deepCopy(), patch);
            assertThat(JsonDifference.between(before, restored))
                    .as("%s taken back from %s by %s", before, after, patch)
                    .isEmpty();
            assertThat(Reversal.applies(patch, after, after)).isTrue();
        }
    }

    @Test
    void appliesOnlyAsLongAsNobodyHasChangedTheSameAgain() {
        JsonNode after = json("{'a':'new','b':'x','c':{'k':1,'l':2}}");
        JsonNode patch = json("{'a':'old','c':{'k':0},'d':5}");
        assertThat(Reversal.applies(patch, after, json("{'a':'new','b':'other','c':{'k':1,'l':3}}")))
                .isTrue();
        assertThat(Reversal.applies(patch, after, json("{'a':'newer','c':{'k':1,'l':2}}")))
                .isFalse();
        assertThat(Reversal.applies(patch, after, json("{'a':'new','c':{'k':2}}")))
                .isFalse();
        assertThat(Reversal.applies(patch, after, json("{'a':'new','c':{'k':1},'d':4}")))
                .isFalse();
        assertThat(Reversal.applies(patch, after, json("{'c':{'k':1}}"))).isFalse();
    }

    private static ObjectNode object(Random random, int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (String name : ALL) {
            switch (random.nextInt(depth > 0 ? 5 : 4)) {
                case 0 -> object.put(name, random.nextInt(3));
                case 1 -> object.put(name, "text" + random.nextInt(2));
                case 2 -> object.putArray(name).add(random.nextInt(2));
                case 3 -> {}
                default -> object.set(name, object(random, depth - 1));
            }
        }
        return object;
    }

    /** RFC 7396, section 2. */
    private static JsonNode merge(JsonNode target, JsonNode patch) {
        if (!(patch instanceof ObjectNode members)) {
            return patch;
        }
        ObjectNode result = target instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
        for (var member : members.properties()) {
            if (member.getValue().isNull()) {
                result.remove(member.getKey());
            } else {
                JsonNode old = result.path(member.getKey());
                result.set(member.getKey(), merge(old, member.getValue()));
            }
        }
        return result;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
