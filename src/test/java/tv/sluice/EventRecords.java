package tv.sluice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads the topic {@code events} from its beginning, as any third party would. */
public final class EventRecords {
    private static final ObjectMapper JSON = new ObjectMapper();

    private EventRecords() {}

    /** A record. */
    public record Received(
            String key, JsonNode value, @Nullable String traceParent) {}

    /** All records up to when they are as wanted; fails after the deadline. @param addresses of the servers */
    public static List<Received> until(
            Map<String, String> addresses, Duration deadline, Predicate<List<Received>> wanted) {
        Instant end = Instant.now().plus(deadline);
        List<Received> all = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", String.valueOf(addresses.get("kafka.bootstrap.servers"))),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor("events").stream()
                    .map(each -> new TopicPartition(each.topic(), each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!wanted.test(all)) {
                if (Instant.now().isAfter(end)) {
                    throw new AssertionError("Not within " + deadline + ": the wanted records; got " + all.size());
                }
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    all.add(received(record));
                }
            }
            return all;
        }
    }

    private static Received received(ConsumerRecord<String, byte[]> record) {
        try {
            Header trace = record.headers().lastHeader("traceparent");
            return new Received(
                    record.key(),
                    JSON.readTree(record.value()),
                    trace == null ? null : new String(trace.value(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
