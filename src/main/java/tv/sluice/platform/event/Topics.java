package tv.sluice.platform.event;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Sees to it that topics are there with the right number of partitions before anybody uses them. */
@ApplicationScoped
public class Topics {
    private static final int SECONDS = 5;

    private final KafkaClients clients;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    Topics(KafkaClients clients) {
        this.clients = clients;
    }

    /** Creates those topics (name → partitions) that are missing. Blocks for some seconds at most; quick once it has succeeded. */
    public void ensure(Map<String, Integer> topics) throws IOException, InterruptedException {
        if (known.containsAll(topics.keySet())) {
            return;
        }
        try (Admin admin = clients.admin("sluice-topics")) {
            Set<String> there = admin.listTopics().names().get(SECONDS, TimeUnit.SECONDS);
            List<NewTopic> missing = new ArrayList<>();
            topics.forEach((name, partitions) -> {
                if (!there.contains(name)) {
                    missing.add(new NewTopic(name, Optional.of(partitions), Optional.empty()));
                }
            });
            create(admin, missing);
            known.addAll(topics.keySet());
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new IOException("Kafka does not answer: " + e, e);
        }
    }

    private static void create(Admin admin, List<NewTopic> missing)
            throws ExecutionException, TimeoutException, InterruptedException {
        for (var created : admin.createTopics(missing).values().values()) {
            try {
                created.get(SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                // Another process was quicker.
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }
}
