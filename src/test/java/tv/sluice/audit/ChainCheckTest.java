package tv.sluice.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tv.sluice.audit.ChainFault.Code;
import tv.sluice.platform.journal.AuditChain;
import tv.sluice.platform.journal.AuditRecord;
import tv.sluice.platform.journal.Who;

class ChainCheckTest {
    private static final int LENGTH = 10;
    private static final int VICTIM = 5;

    private final List<AuditRecord> chain = chain(LENGTH);
    private ChainEnd end = new ChainEnd(LENGTH, chain.getLast().hash(), LENGTH);

    /** Each part of an entry, with one character of it changed. */
    private enum Part {
        ID(entry ->
                copy(entry, "aud_x", entry.at(), entry.actor(), entry.address(), entry.operation(), entry.outcome())),
        AT(entry -> copy(
                entry,
                entry.id(),
                entry.at().plusNanos(1_000),
                entry.actor(),
                entry.address(),
                entry.operation(),
                entry.outcome())),
        ACTOR_KIND(entry -> withActor(entry, new Who("PERSON", "key_1", "n", "gra_1"))),
        ACTOR_ID(entry -> withActor(entry, new Who("API_KEY", "key_2", "n", "gra_1"))),
        ACTOR_NAME(entry -> withActor(entry, new Who("API_KEY", "key_1", null, "gra_1"))),
        GRANT(entry -> withActor(entry, new Who("API_KEY", "key_1", "n", "gra_2"))),
        ADDRESS(entry ->
                copy(entry, entry.id(), entry.at(), entry.actor(), "10.0.0.2", entry.operation(), entry.outcome())),
        OPERATION(entry ->
                copy(entry, entry.id(), entry.at(), entry.actor(), entry.address(), "deleteVideo", entry.outcome())),
        OUTCOME(entry -> copy(entry, entry.id(), entry.at(), entry.actor(), entry.address(), entry.operation(), 201)),
        OBJECT_TYPE(entry -> withObject(entry, new AuditRecord.Subject("upload", "vid_1", "video.updated", 3, 9))),
        OBJECT_ID(entry -> withObject(entry, new AuditRecord.Subject("video", "vid_2", "video.updated", 3, 9))),
        EVENT(entry -> withObject(entry, new AuditRecord.Subject("video", "vid_1", "video.ready", 3, 9))),
        OBJECT_SEQUENCE(entry -> withObject(entry, new AuditRecord.Subject("video", "vid_1", "video.updated", 4, 9))),
        EVENT_SEQUENCE(entry -> withObject(entry, new AuditRecord.Subject("video", "vid_1", "video.updated", 3, 8))),
        NO_OBJECT(entry -> withObject(entry, null)),
        BEFORE(entry -> withStates(entry, "{\"title\":\"B\"}", entry.after())),
        NO_BEFORE(entry -> withStates(entry, null, entry.after())),
        AFTER(entry -> withStates(entry, entry.before(), "{\"title\": \"A\"}")),
        REQUEST(entry -> withRequest(entry, "req_2", entry.undoes())),
        UNDOES(entry -> withRequest(entry, entry.requestId(), "aud_2")),
        PREVIOUS_HASH(entry -> withHashes(entry, flipped(entry.previousHash()), entry.hash())),
        HASH(entry -> withHashes(entry, entry.previousHash(), flipped(entry.hash())));

        private final UnaryOperator<AuditRecord> change;

        Part(UnaryOperator<AuditRecord> change) {
            this.change = change;
        }
    }

    @Test
    void whatIsAsItWasWrittenIsValid() {
        Verification found = check(1);
        assertThat(found.faults()).isEmpty();
        assertThat(found.checked()).isEqualTo(LENGTH);
        assertThat(found.firstSequence()).isEqualTo(1);
        assertThat(found.lastSequence()).isEqualTo(LENGTH);
        assertThat(found.lastHash()).isEqualTo(chain.getLast().hash());
        assertThat(found.nextSequence()).isNull();
    }

    @Test
    void anEmptyAuditIsValid() {
        chain.clear();
        end = new ChainEnd(0, "", 0);
        Verification found = check(1);
        assertThat(found.faults()).isEmpty();
        assertThat(found.checked()).isZero();
        assertThat(found.lastHash()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void aChangedPartNamesItsEntryAndNoOther(Part part) {
        AuditRecord changed = part.change.apply(at(VICTIM));
        chain.set(VICTIM - 1, changed);
        assertThat(check(1).faults())
                .singleElement()
                .satisfies(fault -> isFault(fault, VICTIM, changed.id(), Code.ENTRY_CHANGED));
    }

    @Test
    void aChangedLastEntryIsNamedOnce() {
        chain.set(
                LENGTH - 1,
                withHashes(
                        at(LENGTH),
                        at(LENGTH).previousHash(),
                        flipped(at(LENGTH).hash())));
        assertThat(check(1).faults())
                .singleElement()
                .satisfies(fault -> isFault(fault, LENGTH, at(LENGTH).id(), Code.ENTRY_CHANGED));
    }

    @Test
    void anEntryThatWasWrittenAnewBreaksTheChainAfterIt() {
        chain.set(VICTIM - 1, sealed(withStates(at(VICTIM), "{}", "{}")));
        assertThat(check(1).faults())
                .singleElement()
                .satisfies(fault -> isFault(fault, VICTIM + 1, at(VICTIM + 1).id(), Code.CHAIN_BROKEN));
    }

    @Test
    void aLastEntryThatWasWrittenAnewIsNotTheEnd() {
        chain.set(LENGTH - 1, sealed(withStates(at(LENGTH), "{}", "{}")));
        assertThat(check(1).faults())
                .singleElement()
                .satisfies(fault -> isFault(fault, LENGTH, at(LENGTH).id(), Code.CHAIN_BROKEN));
    }

    @Test
    void aFirstEntryThatFollowsAnotherIsNotTheFirst() {
        chain.set(0, sealed(withHashes(at(1), "f".repeat(64), "")));
        assertThat(check(1).faults()).extracting(ChainFault::sequence).containsExactly(1L, 2L);
    }

    @Test
    void missingEntriesAreNamed() {
        chain.remove(VICTIM - 1);
        assertThat(check(1).faults())
                .singleElement()
                .satisfies(fault -> isFault(fault, VICTIM, null, Code.ENTRY_MISSING));
        chain.remove(VICTIM - 1);
        assertThat(check(1).faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).isEqualTo("Entries 5 to 6 are missing."));
    }

    @Test
    void aMissingBeginningIsNamed() {
        chain.removeFirst();
        assertThat(check(1).faults()).singleElement().satisfies(fault -> isFault(fault, 1, null, Code.ENTRY_MISSING));
    }

    @Test
    void aMissingEndIsNamed() {
        chain.removeLast();
        assertThat(check(1).faults())
                .singleElement()
                .satisfies(fault -> isFault(fault, LENGTH, null, Code.END_MISSING));
        chain.clear();
        assertThat(check(1).faults()).singleElement().satisfies(fault -> isFault(fault, 1, null, Code.END_MISSING));
    }

    @Test
    void anEndThatWasSetBackIsNamed() {
        end = new ChainEnd(LENGTH - 1, at(LENGTH - 1).hash(), LENGTH);
        assertThat(check(1).faults())
                .singleElement()
                .satisfies(fault -> isFault(fault, LENGTH, null, Code.CHAIN_BROKEN));
        end = new ChainEnd(0, "", LENGTH);
        assertThat(check(1).faults()).singleElement().satisfies(fault -> isFault(fault, 1, null, Code.CHAIN_BROKEN));
    }

    @Test
    void anEndWithAnotherHashIsNamed() {
        end = new ChainEnd(LENGTH, flipped(end.hash()), LENGTH);
        assertThat(check(1).faults())
                .singleElement()
                .satisfies(fault -> isFault(fault, LENGTH, at(LENGTH).id(), Code.CHAIN_BROKEN));
    }

    @Test
    void aForgedEntryBehindTheEndIsNamed() {
        chain.add(entry(LENGTH + 1, chain.getLast().hash()));
        end = new ChainEnd(LENGTH, end.hash(), LENGTH + 1);
        assertThat(check(1).faults())
                .singleElement()
                .satisfies(fault -> isFault(fault, LENGTH + 1, null, Code.CHAIN_BROKEN));
    }

    @Test
    void swappedEntriesAreBothNamed() {
        AuditRecord third = numbered(at(3), 4);
        AuditRecord fourth = numbered(at(4), 3);
        chain.set(2, fourth);
        chain.set(3, third);
        assertThat(check(1).faults()).extracting(ChainFault::id).contains(fourth.id(), third.id());
    }

    @Test
    void goesOnFromAnyEntryAndKnowsTheOneBefore() {
        assertThat(check(VICTIM).faults()).isEmpty();
        assertThat(check(VICTIM).checked()).isEqualTo(LENGTH - VICTIM + 1);
        assertThat(check(VICTIM).firstSequence()).isEqualTo(VICTIM);

        chain.set(VICTIM - 2, sealed(withStates(at(VICTIM - 1), "{}", "{}")));
        assertThat(check(VICTIM).faults())
                .singleElement()
                .satisfies(fault -> isFault(fault, VICTIM, at(VICTIM).id(), Code.CHAIN_BROKEN));

        chain.remove(VICTIM - 2);
        ChainCheck check = new ChainCheck(VICTIM);
        chain.stream().skip(VICTIM - 2).map(VerifyWorker::link).forEach(check::see);
        assertThat(check.result(false).faults())
                .singleElement()
                .satisfies(fault -> isFault(fault, VICTIM - 1, null, Code.ENTRY_MISSING));
    }

    @Test
    void behindTheEndThereIsNothingToCheck() {
        ChainCheck check = new ChainCheck(LENGTH + 1);
        check.see(VerifyWorker.link(at(LENGTH)));
        check.end(end);
        assertThat(check.result(false).faults()).isEmpty();
        assertThat(check.result(false).checked()).isZero();
        assertThat(check.result(false).lastHash()).isNull();
    }

    @Test
    void saysWhereToGoOn() {
        ChainCheck check = new ChainCheck(1);
        chain.stream().limit(VICTIM).map(VerifyWorker::link).forEach(check::see);
        assertThat(check.result(true).nextSequence()).isEqualTo(VICTIM + 1);
        assertThat(check.result(true).lastSequence()).isEqualTo(VICTIM);
    }

    @Test
    void faultsAreOnlyTheFirstOnes() {
        chain.clear();
        chain.addAll(chain(100));
        chain.replaceAll(entry -> withStates(entry, "{}", "{}"));
        end = new ChainEnd(100, chain.getLast().hash(), 100);
        assertThat(check(1).faults())
                .hasSize(20)
                .first()
                .satisfies(fault -> assertThat(fault.sequence()).isEqualTo(1));
    }

    private Verification check(long from) {
        ChainCheck check = new ChainCheck(from);
        chain.stream()
                .filter(entry -> entry.sequence() >= from - 1)
                .map(VerifyWorker::link)
                .forEach(check::see);
        check.end(end);
        return check.result(false);
    }

    private AuditRecord at(long sequence) {
        return chain.get((int) sequence - 1);
    }

    private static void isFault(ChainFault fault, long sequence, String id, Code code) {
        assertThat(fault.sequence()).isEqualTo(sequence);
        assertThat(fault.id()).isEqualTo(id);
        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.message()).contains(Long.toString(sequence));
    }

    private static List<AuditRecord> chain(int length) {
        List<AuditRecord> chain = new ArrayList<>();
        String previous = AuditChain.BEGINNING;
        for (int sequence = 1; sequence <= length; sequence++) {
            AuditRecord entry = entry(sequence, previous);
            chain.add(entry);
            previous = entry.hash();
        }
        return chain;
    }

    private static AuditRecord entry(long sequence, String previous) {
        return sealed(new AuditRecord(
                "ten_1",
                sequence,
                "aud_" + sequence,
                Instant.parse("2026-01-01T00:00:00Z").plusSeconds(sequence),
                new Who("API_KEY", "key_1", "n", "gra_1"),
                "10.0.0.1",
                "updateVideo",
                200,
                new AuditRecord.Subject("video", "vid_1", "video.updated", 3, 9),
                "{\"title\":\"A\"}",
                "{\"title\":\"A\"}",
                "req_1",
                "aud_0",
                previous,
                ""));
    }

    private static AuditRecord sealed(AuditRecord entry) {
        return withHashes(entry, entry.previousHash(), AuditChain.hash(entry));
    }

    private static String flipped(String hash) {
        return (hash.charAt(0) == 'a' ? 'b' : 'a') + hash.substring(1);
    }

    private static AuditRecord copy(
            AuditRecord entry, String id, Instant at, Who actor, String address, String operation, int outcome) {
        return new AuditRecord(
                entry.space(),
                entry.sequence(),
                id,
                at,
                actor,
                address,
                operation,
                outcome,
                entry.object(),
                entry.before(),
                entry.after(),
                entry.requestId(),
                entry.undoes(),
                entry.previousHash(),
                entry.hash());
    }

    private static AuditRecord withActor(AuditRecord entry, Who actor) {
        return copy(entry, entry.id(), entry.at(), actor, entry.address(), entry.operation(), entry.outcome());
    }

    private static AuditRecord withObject(AuditRecord entry, AuditRecord.Subject object) {
        return rest(entry, entry.sequence(), object, entry.before(), entry.after(), entry.previousHash(), entry.hash());
    }

    private static AuditRecord withStates(AuditRecord entry, String before, String after) {
        return rest(entry, entry.sequence(), entry.object(), before, after, entry.previousHash(), entry.hash());
    }

    private static AuditRecord withHashes(AuditRecord entry, String previousHash, String hash) {
        return rest(entry, entry.sequence(), entry.object(), entry.before(), entry.after(), previousHash, hash);
    }

    private static AuditRecord numbered(AuditRecord entry, long sequence) {
        return rest(entry, sequence, entry.object(), entry.before(), entry.after(), entry.previousHash(), entry.hash());
    }

    private static AuditRecord rest(
            AuditRecord entry,
            long sequence,
            AuditRecord.Subject object,
            String before,
            String after,
            String previousHash,
            String hash) {
        return new AuditRecord(
                entry.space(),
                sequence,
                entry.id(),
                entry.at(),
                entry.actor(),
                entry.address(),
                entry.operation(),
                entry.outcome(),
                object,
                before,
                after,
                entry.requestId(),
                entry.undoes(),
                previousHash,
                hash);
    }

    private static AuditRecord withRequest(AuditRecord entry, String requestId, String undoes) {
        return new AuditRecord(
                entry.space(),
                entry.sequence(),
                entry.id(),
                entry.at(),
                entry.actor(),
                entry.address(),
                entry.operation(),
                entry.outcome(),
                entry.object(),
                entry.before(),
                entry.after(),
                requestId,
                undoes,
                entry.previousHash(),
                entry.hash());
    }
}
