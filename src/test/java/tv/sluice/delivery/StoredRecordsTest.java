package tv.sluice.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.sluice.Polling;
import tv.sluice.platform.storage.Storage;

class StoredRecordsTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration LONG = Duration.ofHours(1);

    @TempDir
    Path folder;

    private final AtomicInteger parsed = new AtomicInteger();
    private final CountDownLatch gate = new CountDownLatch(1);
    private StorageWorker worker;
    private Storage storage;

    @BeforeEach
    void open() {
        worker = new StorageWorker("test", 2, 2);
        storage = new Storage(folder);
    }

    @AfterEach
    void close() {
        worker.close();
    }

    private StoredRecords<String> records(Duration ttl) {
        return new StoredRecords<>(
                storage,
                worker,
                new StoredRecords.Format<>(
                        100,
                        (bytes, written) -> {
                            parsed.incrementAndGet();
                            return new String(bytes, StandardCharsets.UTF_8);
                        },
                        String::length),
                ttl,
                100,
                1_000);
    }

    private void write(String key, String text) {
        storage.write(key, text.getBytes(StandardCharsets.UTF_8));
    }

    private static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(5, java.util.concurrent.TimeUnit.SECONDS).join();
    }

    @Test
    void manyAskersAreOneRead() {
        write("p/a.json", "hello");
        StoredRecords<String> records = records(LONG);
        List<CompletableFuture<Optional<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            answers.add(records.get("p/a.json"));
        }
        assertThat(answers).allSatisfy(answer -> assertThat(await(answer)).contains("hello"));
        assertThat(parsed).hasValue(1);
    }

    @Test
    void whatIsForgottenIsLookedAtAnewButParsedOnlyIfItChanged() {
        write("p/a.json", "hello");
        StoredRecords<String> records = records(LONG);
        String first = await(records.get("p/a.json")).orElseThrow();
        records.forget("p/a.json");
        assertThat(await(records.get("p/a.json")).orElseThrow()).isSameAs(first);
        assertThat(parsed).hasValue(1);

        write("p/a.json", "jello");
        assertThat(await(records.get("p/a.json"))).contains("hello");
        records.forget("p/a.json");
        assertThat(await(records.get("p/a.json"))).contains("jello");

        storage.delete("p/a.json");
        records.forget("p/a.json");
        assertThat(await(records.get("p/a.json"))).isEmpty();
    }

    @Test
    void answersExpireByThemselves() {
        StoredRecords<String> records = records(Duration.ZERO);
        assertThat(await(records.get("p/a.json"))).isEmpty();
        write("p/a.json", "hello");
        // The cache dates an answer a moment after it has given it.
        Polling.until("it is seen", SOON, () -> await(records.get("p/a.json")).isPresent());
        storage.delete("p/a.json");
        Polling.until("it is gone", SOON, () -> await(records.get("p/a.json")).isEmpty());
    }

    @Test
    void failuresAreNotRemembered() {
        write("p/a.json", "x".repeat(101));
        StoredRecords<String> records = records(LONG);
        CompletableFuture<Optional<String>> tooLarge = records.get("p/a.json");
        assertThat(tooLarge).failsWithin(Duration.ofSeconds(5)).withThrowableOfType(ExecutionException.class);
        write("p/a.json", "hello");
        assertThat(await(records.get("p/a.json"))).contains("hello");
    }

    @Test
    void aFullWorkerRefusesAtOnce() {
        for (int i = 0; i < 4; i++) {
            worker.submit(() -> gate.await(5, java.util.concurrent.TimeUnit.SECONDS));
        }
        CompletableFuture<Optional<String>> refused = records(LONG).get("p/a.json");
        gate.countDown();
        assertThat(refused)
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(RejectedExecutionException.class);
    }
}
