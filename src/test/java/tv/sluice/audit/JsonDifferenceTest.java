package tv.sluice.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonDifferenceTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void namesWhatIsDifferentWithinObjectsAndArrays() {
        JsonNode before = json("{'title':'A','state':'READY','source':{'size':1,'container':'mp4'},'ids':['a','b']}");
        JsonNode after =
                json("{'title':'B','state':'READY','source':{'size':2,'container':'mp4'},'ids':['a','c','d']}");

        assertThat(JsonDifference.between(before, after))
                .containsExactly(
                        new JsonChange("/title", text("A"), text("B")),
                        new JsonChange("/source/size", json("1"), json("2")),
                        new JsonChange("/ids/1", text("b"), text("c")),
                        new JsonChange("/ids/2", null, text("d")));
    }

    @Test
    void aMemberThatCameOrWentIsAbsentOnTheOtherSide() {
        assertThat(JsonDifference.between(json("{'gone':1}"), json("{'new':{'a':1}}")))
                .containsExactly(
                        new JsonChange("/gone", json("1"), null), new JsonChange("/new", null, json("{'a':1}")));
    }

    @Test
    void anObjectThatCameOrWentIsOneChange() {
        JsonNode object = json("{'a':1}");
        assertThat(JsonDifference.between(null, object)).containsExactly(new JsonChange("", null, object));
        assertThat(JsonDifference.between(object, null)).containsExactly(new JsonChange("", object, null));
        assertThat(JsonDifference.between(null, null)).isEmpty();
    }

    @Test
    void nullIsAbsentAndNumbersAreComparedByValue() {
        assertThat(JsonDifference.between(json("{'a':null,'n':1.0}"), json("{'n':1}")))
                .isEmpty();
        assertThat(JsonDifference.same(json("1e2"), json("100"))).isTrue();
        assertThat(JsonDifference.same(json("1"), text("1"))).isFalse();
        assertThat(JsonDifference.same(json("null"), null)).isTrue();
    }

    @Test
    void anotherKindOfValueIsAChangeOfTheWhole() {
        assertThat(JsonDifference.between(json("{'a':{'b':1}}"), json("{'a':[1]}")))
                .containsExactly(new JsonChange("/a", json("{'b':1}"), json("[1]")));
    }

    @Test
    void namesAreEscaped() {
        List<JsonChange> changes = JsonDifference.between(json("{'a/b~c':1}"), json("{'a/b~c':2}"));
        assertThat(changes).extracting(JsonChange::pointer).containsExactly("/a~1b~0c");
    }

    @Test
    void pointersLeadToTheValues() {
        JsonNode before = json("{'x':[{'y/z':[1,2]},{'~':'t'}],'k':1}");
        JsonNode after = json("{'x':[{'y/z':[1,3,4]}],'l':{}}");
        for (JsonChange change : JsonDifference.between(before, after)) {
            assertThat(nullIfMissing(before.at(change.pointer()))).isEqualTo(change.before());
            assertThat(nullIfMissing(after.at(change.pointer()))).isEqualTo(change.after());
        }
    }

    private static JsonNode nullIfMissing(JsonNode node) {
        return node.isMissingNode() ? null : node;
    }

    private static TextNode text(String text) {
        return TextNode.valueOf(text);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
