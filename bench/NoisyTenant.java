import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Two tenants at one API: A far beyond its limit, B within; run by noisy-tenant.sh. */
final class NoisyTenant {
    /** Requests a minute that A may make, and how many times as many it makes. */
    private static final int LIMIT = 600;

    private static final int TIMES = 100;
    private static final int CONNECTIONS = 10;
    /** Requests a second of B. */
    private static final int PACE = 100;

    private final int port;
    private final AtomicBoolean noisy = new AtomicBoolean();
    private final LongAdder sent = new LongAdder();
    private final LongAdder refused = new LongAdder();

    private NoisyTenant(int port) {
        this.port = port;
    }

    public static void main(String[] args) throws Exception {
        NoisyTenant bench = new NoisyTenant(Integer.parseInt(args[0]));
        bench.run(
                Files.readString(Path.of(args[1])).strip(), Integer.parseInt(args[2]), Integer.parseInt(args[3]));
    }

    /** One connection that asks one thing after the other. */
    private final class Connection implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;

        Connection() throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream(), 16 << 10);
            out = socket.getOutputStream();
        }

        int status;

        String ask(byte[] request) throws IOException {
            out.write(request);
            StringBuilder head = new StringBuilder(512);
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    throw new IOException("The connection ended");
                }
                head.append((char) next);
            }
            status = Integer.parseInt(head.substring(9, 12));
            Matcher length = Pattern.compile("(?i)content-length: *(\\d+)").matcher(head);
            int bytes = length.find() ? Integer.parseInt(length.group(1)) : 0;
            return new String(in.readNBytes(bytes), StandardCharsets.UTF_8);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static byte[] request(String method, String path, String key, String body) {
        return (method + ' ' + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + key
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private String tenant(Connection connection, String key, String body) throws IOException {
        String answer = connection.ask(request("POST", "/v1/tenants", key, body));
        return found("\"secret\":\"([^\"]+)\"", answer);
    }

    private static String found(String pattern, String answer) {
        Matcher matcher = Pattern.compile(pattern).matcher(answer);
        if (!matcher.find()) {
            throw new IllegalStateException("No " + pattern + " in " + answer);
        }
        return matcher.group(1);
    }

    private void run(String admin, int pairs, int seconds) throws Exception {
        try (Connection connection = new Connection()) {
            String a = tenant(
                    connection, admin, "{\"name\":\"A\",\"limits\":{\"requestsPerMinute\":" + LIMIT + "},\"apiKeys\":[{\"name\":\"a\"}]}");
            String b = tenant(connection, admin, "{\"name\":\"B\",\"limits\":{\"requestsPerMinute\":1000000},\"apiKeys\":[{\"name\":\"b\"}]}");
            String video = found(
                    "\"videoId\":\"([^\"]+)\"", connection.ask(request("POST", "/v1/uploads", b, "{}")));
            for (int i = 0; i < CONNECTIONS; i++) {
                Thread.ofPlatform().daemon().start(() -> beNoisy(a));
            }
            byte[] get = request("GET", "/v1/videos/" + video, b, "");
            noisy.set(true);
            measure(connection, get, 10);
            noisy.set(false);
            measure(connection, get, 5);
            sent.reset();
            refused.reset();
            List<Long> alone = new ArrayList<>();
            List<Long> beside = new ArrayList<>();
            for (int i = 0; i < pairs; i++) {
                alone.addAll(measure(connection, get, seconds));
                noisy.set(true);
                beside.addAll(measure(connection, get, seconds));
                noisy.set(false);
            }
            double rate = sent.sum() / (double) (pairs * seconds);
            System.out.printf(
                    "A: %.0f requests/s, %.0f times its limit, %.1f %% refused%n",
                    rate, rate * 60 / LIMIT, 100.0 * refused.sum() / Math.max(1, sent.sum()));
            System.out.printf("B alone:    %s%n", text(alone));
            System.out.printf("B beside A: %s%n", text(beside));
            System.out.printf(
                    "p99: %+.1f %%%n", 100.0 * (percentile(beside, 0.99) / percentile(alone, 0.99) - 1));
        }
    }

    private void beNoisy(String key) {
        byte[] request = request("GET", "/v1/videos?limit=1", key, "");
        long interval = 60_000_000_000L * CONNECTIONS / ((long) LIMIT * TIMES);
        try (Connection connection = new Connection()) {
            long next = System.nanoTime();
            while (true) {
                if (!noisy.get()) {
                    LockSupport.parkNanos(1_000_000);
                    next = System.nanoTime();
                    continue;
                }
                while (System.nanoTime() < next) {
                    LockSupport.parkNanos(next - System.nanoTime());
                }
                next += interval;
                connection.ask(request);
                sent.increment();
                if (connection.status == 429) {
                    refused.increment();
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Latencies in nanoseconds, from when each request was due: waiting for the one before counts. */
    private List<Long> measure(Connection connection, byte[] request, int seconds) throws IOException {
        List<Long> all = new ArrayList<>();
        long begin = System.nanoTime();
        long interval = 1_000_000_000L / PACE;
        for (int i = 0; i < seconds * PACE; i++) {
            long due = begin + i * interval;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            connection.ask(request);
            if (connection.status != 200) {
                throw new IllegalStateException("B got " + connection.status);
            }
            all.add(System.nanoTime() - due);
        }
        return all;
    }

    private static double percentile(List<Long> all, double part) {
        long[] sorted = all.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted[Math.min(sorted.length - 1, (int) (sorted.length * part))] / 1e6;
    }

    private static String text(List<Long> all) {
        return String.format(
                "%d requests, p50 %.2f ms, p95 %.2f ms, p99 %.2f ms",
                all.size(), percentile(all, 0.5), percentile(all, 0.95), percentile(all, 0.99));
    }
}
