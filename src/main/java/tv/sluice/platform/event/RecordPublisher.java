package tv.sluice.platform.event;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** Writes records to Kafka and waits until they are safe there. All methods block, within the time-out given at the start. */
public final class RecordPublisher implements AutoCloseable {
    /** As in HTTP (W3C Trace Context). */
    private static final String TRACE_HEADER = "traceparent";

    private final KafkaProducer<String, byte[]> producer;
    private final Duration timeout;

    public RecordPublisher(KafkaClients clients, String client, Duration timeout) {
        this.producer = clients.producer(client, timeout);
        this.timeout = timeout;
    }

    /**
     * A record to be written.
     *
     * @param partition null leaves the choice to the key
     * @param key records with the same key are read in the order in which they are written
     * @param traceParent W3C traceparent of what it goes back to, for the header {@code traceparent}; null for none
     */
    public record Outgoing(
            String topic,
            @Nullable Integer partition,
            String key,
            byte[] value,
            @Nullable String traceParent) {
        private ProducerRecord<String, byte[]> record() {
            ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, partition, key, value);
            if (traceParent != null) {
                record.headers().add(TRACE_HEADER, traceParent.getBytes(StandardCharsets.US_ASCII));
            }
            return record;
        }
    }

    /** Writes one record. */
    public void publish(Outgoing outgoing) throws IOException, InterruptedException {
        publish(List.of(outgoing));
    }

    /** Writes all records; a failure says that at least one of them may be missing. */
    public void publish(List<Outgoing> outgoing) throws IOException, InterruptedException {
        try {
            List<Future<?>> written = new ArrayList<>(outgoing.size());
            for (Outgoing each : outgoing) {
                Future<?> write = producer.send(each.record());
                if (write.isDone()) {
                    // Refused at once, after waiting for the broker: the others would wait as long, one after the
                    // other.
                    write.get();
                }
                written.add(write);
            }
            for (Future<?> each : written) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("Kafka did not take a record: " + e.getCause(), e);
        } catch (InterruptException e) {
            // Kafka's own, which has set the thread's flag again.
            Thread.interrupted();
            throw new InterruptedException();
        } catch (KafkaException e) {
            throw new IOException("Kafka did not take a record: " + e, e);
        }
    }

    @Override
    public void close() {
        producer.close(timeout);
    }
}
