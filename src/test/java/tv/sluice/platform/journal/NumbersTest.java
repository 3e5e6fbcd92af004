package tv.sluice.platform.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tv.sluice.platform.journal.JournalRepository.Given;
import tv.sluice.platform.journal.JournalRepository.Wanted;

/** A transaction hands out exactly the numbers that it was given, per tenant and per object. */
class NumbersTest {
    private static final List<Wanted> WANTED = List.of(
            new Wanted("", "ten_1", 3, 4),
            new Wanted("", "ten_2", 1, 1),
            new Wanted("vid_1", "ten_1", 2, 0),
            new Wanted("vid_2", "ten_1", 1, 0),
            new Wanted("vid_1", "ten_2", 1, 0));
    /** The database may answer in any order. */
    private static final List<Given> GIVEN = List.of(
            new Given("vid_1", "ten_2", 1, 0, ""),
            new Given("vid_1", "ten_1", 9, 0, ""),
            new Given("", "ten_2", 1, 1, AuditChain.BEGINNING),
            new Given("vid_2", "ten_1", 1, 0, ""),
            new Given("", "ten_1", 103, 204, "h"));

    @Test
    void numbersAreHandedOutWithoutAGap() {
        Numbers numbers = new Numbers(WANTED, GIVEN);
        assertThat(List.of(numbers.nextEvent("ten_1"), numbers.nextEvent("ten_1"), numbers.nextEvent("ten_1")))
                .containsExactly(101L, 102L, 103L);
        assertThat(List.of(
                        numbers.nextEntry("ten_1"),
                        numbers.nextEntry("ten_1"),
                        numbers.nextEntry("ten_1"),
                        numbers.nextEntry("ten_1")))
                .containsExactly(201L, 202L, 203L, 204L);
        assertThat(List.of(numbers.nextOfObject("ten_1", "vid_1"), numbers.nextOfObject("ten_1", "vid_1")))
                .containsExactly(8L, 9L);
        assertThat(numbers.nextOfObject("ten_1", "vid_2")).isEqualTo(1);
    }

    @Test
    void tenantsDoNotShareNumbers() {
        Numbers numbers = new Numbers(WANTED, GIVEN);
        assertThat(numbers.nextEvent("ten_2")).isEqualTo(1);
        assertThat(numbers.nextEntry("ten_2")).isEqualTo(1);
        assertThat(numbers.nextOfObject("ten_2", "vid_1")).isEqualTo(1);
    }

    @Test
    void eachTenantsChainGoesOnWhereItEnded() {
        Numbers numbers = new Numbers(WANTED, GIVEN);
        assertThat(numbers.lastHash("ten_1")).isEqualTo("h");
        assertThat(numbers.lastHash("ten_2")).isEqualTo(AuditChain.BEGINNING);
        numbers.lastHash("ten_1", "i");
        assertThat(numbers.hashes()).isEqualTo(Map.of("ten_1", "i", "ten_2", AuditChain.BEGINNING));
    }
}
