package tv.sluice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A client that follows {@code GET /v1/events/stream} over a connection of its own, on a thread of its own. */
public final class Following implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Socket socket;
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private final List<String> head = new CopyOnWriteArrayList<>();
    private final AtomicInteger comments = new AtomicInteger();
    private volatile boolean ended;

    private Following(Socket socket) {
        this.socket = socket;
    }

    /** Begins to follow. @param lastEventId null begins with what happens from now on */
    public static Following of(Api api, String query, @Nullable String lastEventId) {
        try {
            Following following = new Following(connect(api, query, lastEventId));
            Thread.ofPlatform().daemon().name("following").start(following::read);
            Polling.until(
                    "the stream begins", Duration.ofSeconds(90), () -> following.comments.get() > 0 || following.ended);
            return following;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A connection on which the request is sent and nothing is read. */
    public static Socket connect(Api api, String query, @Nullable String lastEventId) throws IOException {
        URI base = api.base();
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(base.getHost(), base.getPort()), 10_000);
        socket.getOutputStream()
                .write(("GET /v1/events/stream" + query + " HTTP/1.1\r\nHost: " + base.getAuthority()
                                + "\r\nAuthorization: Bearer " + api.key() + "\r\nAccept: text/event-stream\r\n"
                                + (lastEventId == null ? "" : "Last-Event-ID: " + lastEventId + "\r\n") + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
                head.add(line);
            }
            if (head.isEmpty() || !head.getFirst().contains(" 200 ")) {
                throw new IOException("Not followed: " + head);
            }
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("data: ")) {
                    events.add(JSON.readTree(line.substring("data: ".length())));
                } else if (line.startsWith(":")) {
                    comments.incrementAndGet();
                } else if (line.equals("0")) {
                    break;
                }
            }
        } catch (IOException gone) {
            // Whoever waits sees that it has ended.
        } finally {
            ended = true;
        }
    }

    /** What came so far. */
    public List<JsonNode> events() {
        return events;
    }

    public List<JsonNode> of(String objectId) {
        return events.stream()
                .filter(event -> event.at("/object/id").asText().equals(objectId))
                .toList();
    }

    /** Status line and headers. */
    public List<String> head() {
        return head;
    }

    public int comments() {
        return comments.get();
    }

    /** Whether the server has ended it. */
    public boolean hasEnded() {
        return ended;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
