package tv.sluice.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.id.Ids;

class PageTest {
    @Test
    void pagesFollowEachOtherWithoutGapOrRepetition() {
        List<String> rows = IntStream.range(0, 7)
                .mapToObj(i -> Ids.next("vid"))
                .sorted((a, b) -> b.compareTo(a))
                .toList();
        PageRequest first = PageRequest.of(3, null, "vid");
        Page<String> one = Page.of(rows.subList(0, first.rows()), first, Function.identity());
        assertThat(one.items()).isEqualTo(rows.subList(0, 3));

        PageRequest second = PageRequest.of(3, Objects.requireNonNull(one.nextCursor()), "vid");
        assertThat(second.before()).isEqualTo(rows.get(2));
        Page<String> two = Page.of(rows.subList(3, 7), second, Function.identity());
        assertThat(two.items()).isEqualTo(rows.subList(3, 6));

        PageRequest third = PageRequest.of(3, Objects.requireNonNull(two.nextCursor()), "vid");
        Page<String> last = Page.of(rows.subList(6, 7), third, Function.identity());
        assertThat(last.items()).hasSize(1);
        assertThat(last.nextCursor()).isNull();
    }

    @Test
    void aPageThatIsJustFullIsTheLast() {
        PageRequest request = PageRequest.of(2, null, "vid");
        assertThat(Page.of(List.of("b", "a"), request, Function.identity()).nextCursor())
                .isNull();
    }

    @Test
    void cursorsFitTheContract() {
        String cursor = PageRequest.encode(Ids.next("vid"));
        assertThat(cursor).matches("[A-Za-z0-9_-]{1,200}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "!!!!", "dmlk", "", "AAAA"})
    void refusesWhatItDidNotMake(String cursor) {
        assertThatThrownBy(() -> PageRequest.of(3, cursor, "vid"))
                .asInstanceOf(type(ProblemException.class))
                .satisfies(problem ->
                        assertThat(problem.errors().getFirst().pointer()).isEqualTo("query:cursor"));
    }

    @Test
    void refusesTheCursorOfAnotherListAndASecondSpelling() {
        String id = Ids.next("vid");
        assertThatThrownBy(() -> PageRequest.of(3, PageRequest.encode(id), "upl"))
                .isInstanceOf(ProblemException.class);
        String padded = PageRequest.encode(id) + "=";
        assertThatThrownBy(() -> PageRequest.of(3, padded, "vid")).isInstanceOf(ProblemException.class);
    }
}
