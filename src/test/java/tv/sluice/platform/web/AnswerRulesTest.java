package tv.sluice.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tv.sluice.platform.config.InstallationSecret;
import tv.sluice.platform.error.ProblemException;

/** What the edge does with answers, and how it learns from the contract what to do. */
class AnswerRulesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONTRACT = """
            openapi: 3.1.0
            paths:
              /v1/things:
                get:
                  operationId: listThings
                  tags: [Things]
                  deprecated: true
                  x-deprecated-at: '2026-03-01'
                  x-sunset: '2027-03-01'
                  responses:
                    '200':
                      content:
                        application/json:
                          schema:
                            type: object
                            properties:
                              items: { type: array, items: { $ref: '#/components/schemas/Thing' } }
                              nextCursor: { type: string }
              /v1/things/{thingId}:
                patch:
                  operationId: updateThing
                  tags: [Things]
                  x-precondition-required: true
                  responses:
                    '200':
                      headers: { ETag: { schema: { type: string } } }
                      content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } }
            components:
              schemas:
                Thing:
                  type: object
                  x-expandable: { owner: ownerId }
                  properties: { id: { type: string }, ownerId: { type: string }, owner: { type: object } }
            """;

    private final CursorSeal cursors = new CursorSeal(InstallationSecret.of("an installation"));

    @Test
    void theContractSaysWhatCanBeChosen() throws Exception {
        Contract contract = new Contract(new ObjectMapper(new YAMLFactory()).readTree(CONTRACT));
        Operation list = operation(contract, "listThings");
        assertThat(list.shape().page()).isTrue();
        assertThat(list.shape().tagged()).isFalse();
        assertThat(list.shape().fields()).containsExactlyInAnyOrder("id", "ownerId", "owner");
        assertThat(list.shape().expansions()).containsEntry("owner", "ownerId").hasSize(1);
        assertThat(list.lifecycle())
                .isEqualTo(new Lifecycle(LocalDate.parse("2026-03-01"), LocalDate.parse("2027-03-01")));
        assertThat(list.needsIfMatch()).isFalse();
        Operation update = operation(contract, "updateThing");
        assertThat(update.shape().page()).isFalse();
        assertThat(update.shape().tagged()).isTrue();
        assertThat(update.needsIfMatch()).isTrue();
        assertThat(update.lifecycle()).isEqualTo(new Lifecycle(null, null));
    }

    @Test
    void everyListOfTheShippedContractIsAPage() {
        assertThat(Contracts.packaged().operations())
                .filteredOn(operation -> operation.id().startsWith("list"))
                .isNotEmpty()
                .allMatch(operation -> operation.shape().page());
    }

    @Test
    void cursorsOpenForTheirPurposeOnly() {
        String sealed = cursors.seal("vid_1 Übung", "listVideos");
        assertThat(sealed).matches("[A-Za-z0-9_-]+");
        assertThat(cursors.open(sealed, "listVideos")).isEqualTo("vid_1 Übung");
        assertBad(sealed, "listUploads");
        assertBad(new CursorSeal(InstallationSecret.of("another")).seal("vid_1", "listVideos"), "listVideos");
        for (int i = 0; i < sealed.length(); i++) {
            char other = sealed.charAt(i) == 'A' ? 'B' : 'A';
            assertBad(sealed.substring(0, i) + other + sealed.substring(i + 1), "listVideos");
        }
        for (String odd : new String[] {"", "A", "AAAA", sealed + "A", sealed + "=", "x".repeat(600), "!"}) {
            assertBad(odd, "listVideos");
        }
    }

    private void assertBad(String cursor, String purpose) {
        assertThatThrownBy(() -> cursors.open(cursor, purpose))
                .asInstanceOf(type(ProblemException.class))
                .satisfies(problem ->
                        assertThat(problem.errors().getFirst().code()).isEqualTo("bad_cursor"));
    }

    @Test
    void tagsChangeWithTheBytesAndKeepTheVersionApart() {
        byte[] one = "{\"progress\":1}".getBytes(StandardCharsets.UTF_8);
        byte[] two = "{\"progress\":2}".getBytes(StandardCharsets.UTF_8);
        String tag = Representation.tag("\"7\"", one);
        assertThat(tag).matches("\"7\\.[A-Za-z0-9_-]{16}\"").isNotEqualTo(Representation.tag("\"7\"", two));
        assertThat(Representation.tag(null, one)).matches("\"[A-Za-z0-9_-]{16}\"");
        new EntityTag(7).check(tag);
        new EntityTag(7).check(Representation.tag("\"7\"", two));
        assertThatThrownBy(() -> new EntityTag(8).check(tag)).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> new EntityTag(7).check(Representation.tag("\"77\"", one)))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void aClientThatHasItIsKnown() {
        assertThat(new String[] {"\"a\"", "W/\"a\"", "*", "\"x\", \"a\"", " \"a\" "})
                .allMatch(header -> Representation.isKnown("\"a\"", header));
        assertThat(new String[] {"\"b\"", "a", "", "\"a"}).noneMatch(header -> Representation.isKnown("\"a\"", header));
        assertThat(Representation.isKnown("\"a\"", null)).isFalse();
    }

    @Test
    void fieldsAreLeftOutOfResourcesAndOfItems() throws Exception {
        Selection ids = new Selection(Set.of("id"), Set.of("owner"));
        ObjectNode page = (ObjectNode)
                JSON.readTree("{\"items\":[{\"id\":1,\"ownerId\":2,\"owner\":{\"id\":2}}],\"nextCursor\":\"x\"}");
        ids.reduce(page, new Shape(true, Set.of(), Map.of(), false, false));
        assertThat(page).isEqualTo(JSON.readTree("{\"items\":[{\"id\":1,\"owner\":{\"id\":2}}],\"nextCursor\":\"x\"}"));
        ObjectNode resource = (ObjectNode) JSON.readTree("{\"id\":1,\"ownerId\":2}");
        ids.reduce(resource, new Shape(false, Set.of(), Map.of(), false, false));
        assertThat(resource).isEqualTo(JSON.readTree("{\"id\":1}"));
    }

    private static Operation operation(Contract contract, String id) {
        return contract.operations().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
