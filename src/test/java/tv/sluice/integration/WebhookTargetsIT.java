package tv.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.sluice.Api.expect;
import static tv.sluice.Api.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.sluice.Api;
import tv.sluice.SluiceProcess;
import tv.sluice.WebhookReceiver;

/** Webhooks that lead where none must lead: nothing is sent there, and the log says no more than that. */
class WebhookTargetsIT {
    private static final String REFUSED = "The host does not stand for a public address; nothing was sent.";
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    static Path folder;

    private static ImportSource servers;
    private static WebhookReceiver inner;
    private static ServerSocket drip;
    private static final CountDownLatch OVER = new CountDownLatch(1);
    private static SluiceProcess program;
    private static Api api;

    @BeforeAll
    static void start() throws Exception {
        servers = new ImportSource(folder);
        inner = new WebhookReceiver();
        drip = new ServerSocket(0, 5, InetAddress.getByName(ImportSource.ALLOWED));
        Thread.ofVirtual().start(WebhookTargetsIT::dripBodies);
        program = SluiceProcess.inTemporaryFolder()
                .withRoles("api")
                .with(Map.of(
                        "sluice.webhook.allow",
                        ImportSource.ALLOWED,
                        "sluice.webhook.timeout",
                        "5s",
                        "sluice.webhook.connect-timeout",
                        "2s",
                        "jdk.net.hosts.file",
                        hosts().toString(),
                        "javax.net.ssl.trustStore",
                        servers.trustStore().toString(),
                        "javax.net.ssl.trustStorePassword",
                        ImportSource.PASSWORD,
                        "http.proxyHost",
                        "127.0.0.1",
                        "http.proxyPort",
                        "9"))
                .start()
                .awaitReady();
        api = program.api();
    }

    /** The name service of the program under test. */
    private static Path hosts() throws IOException {
        return Files.writeString(
                folder.resolve("hosts"),
                String.join(
                        "\n",
                        "127.0.0.1 localhost " + InetAddress.getLocalHost().getHostName(),
                        ImportSource.ALLOWED + " " + ImportSource.NAME + " other.example.test mixed.example.test",
                        "127.0.0.1 inner.example.test mixed.example.test",
                        "10.1.2.3 private.example.test",
                        "169.254.169.254 metadata.example.test",
                        "fd00:ec2::254 metadata6.example.test",
                        ""));
    }

    @AfterAll
    static void stop() throws IOException {
        OVER.countDown();
        program.close();
        servers.close();
        inner.close();
        drip.close();
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1/, address_refused",
        "http://127.0.0.1:8080/, address_refused",
        "https://10.0.0.1/hook, address_refused",
        "http://172.16.5.5/, address_refused",
        "http://192.168.1.1/, address_refused",
        "http://169.254.169.254/latest/meta-data/, address_refused",
        "http://100.64.0.1/, address_refused",
        "http://0.0.0.0/, address_refused",
        "http://255.255.255.255/, address_refused",
        "http://[::1]/, address_refused",
        "http://[::]/, address_refused",
        "http://[::ffff:127.0.0.1]/, address_refused",
        "http://[::ffff:7f00:1]/, address_refused",
        "http://[64:ff9b::7f00:1]/, address_refused",
        "http://[fd00::1]/, address_refused",
        "http://[fe80::1]/, address_refused",
        "http://127.1/, bad_host",
        "http://2130706433/, bad_host",
        "http://0x7f000001/, bad_host",
        "http://0177.0.0.1/, bad_host",
        "http://127.0.0.1./, bad_host",
        "http://user@example.com/, user_info",
        "http://example.com@127.0.0.1/, user_info",
        "http://example.com:22/, bad_port",
        "http://example.com:6379/, ",
        "http://example.com:25/, bad_port",
        "http://example.com:0/, bad_port",
        "http://example.com:65536/, bad_port"
    })
    void whereItLeadsIsLookedAtWhenItIsMade(String url, String code) {
        HttpResponse<byte[]> made = api.post("/v1/webhooks", "{\"url\":\"" + url + "\"}");
        if (code == null) {
            expect(made, 201);
            return;
        }
        expect(made, 400);
        assertThat(json(made).at("/errors/0/pointer").asText()).isEqualTo("/url");
        assertThat(json(made).at("/errors/0/code").asText()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ftp://example.com/", "file:///etc/passwd", "gopher://example.com:6379/x", "//example.com/"})
    void otherSchemesAreRefused(String url) {
        expect(api.post("/v1/webhooks", "{\"url\":\"" + url + "\"}"), 400);
    }

    @Test
    void aChangeIsLookedAtAsWell() {
        HttpResponse<byte[]> made = api.post("/v1/webhooks", "{\"url\":\"https://example.com/\"}");
        expect(made, 201);
        String path = "/v1/webhooks/" + json(made).get("id").asText();
        expect(api.patch(path, "{\"url\":\"http://192.168.0.1/\"}"), 400);
        assertThat(json(api.get(path)).get("url").asText()).isEqualTo("https://example.com/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inner.example.test",
                "mixed.example.test",
                "private.example.test",
                "metadata.example.test",
                "metadata6.example.test",
                "localhost",
                "nowhere.example.test"
            })
    void whereANameLeadsIsLookedAtWhenItIsConnectedTo(String host) {
        JsonNode attempt = attempt("http://" + host + ":" + inner.port() + "/");
        assertThat(attempt.get("failure").asText()).isEqualTo(REFUSED);
        assertThat(attempt.has("response")).isFalse();
        assertThat(inner.got("/")).isEmpty();
    }

    @Test
    void aRedirectLeadsNowhere() {
        JsonNode attempt = attempt(servers.url("/inside"));
        assertThat(attempt.get("failure").asText()).isEqualTo("The endpoint answered 302; redirects are not followed.");
        assertThat(servers.innerHits).hasValue(0);
    }

    @Test
    void theCertificateMustBeTheHosts() {
        JsonNode good = attempt(servers.secureUrl(ImportSource.NAME, "/clip.mp4"));
        assertThat(good.at("/response/httpStatus").asInt()).as(good.toString()).isEqualTo(200);
        JsonNode attempt = attempt(servers.secureUrl("other.example.test", "/clip.mp4"));
        assertThat(attempt.has("response")).isFalse();
        assertThat(attempt.get("failure").asText()).startsWith("The TLS connection failed");
    }

    @Test
    void anEndlessAnswerIsCut() {
        JsonNode attempt = attempt(servers.url("/bomb"));
        assertThat(attempt.at("/response/httpStatus").asInt()).isEqualTo(200);
        assertThat(attempt.at("/response/body").asText().length()).isLessThanOrEqualTo(4_096);
    }

    @Test
    void whoDripsIsCutAtTheTimeOut() {
        Instant begun = Instant.now();
        JsonNode head = attempt(servers.lorisUrl());
        assertThat(head.get("failure").asText()).isEqualTo("There was no answer within 5 s.");
        JsonNode body = attempt("http://" + ImportSource.NAME + ":" + drip.getLocalPort() + "/");
        assertThat(body.at("/response/httpStatus").asInt()).isEqualTo(200);
        assertThat(body.get("durationMillis").asInt()).isBetween(4_900, 15_000);
        assertThat(Duration.between(begun, Instant.now())).isLessThan(SOON.multipliedBy(2));
    }

    /** What the log says of a test that is sent there. */
    private static JsonNode attempt(String url) {
        HttpResponse<byte[]> made = api.post("/v1/webhooks", "{\"url\":\"" + url + "\",\"types\":[\"job.failed\"]}");
        expect(made, 201);
        String id = json(made).get("id").asText();
        HttpResponse<byte[]> test = api.post("/v1/webhooks/" + id + "/test", "");
        expect(test, 202);
        JsonNode logged = api.await(
                "/v1/webhook-deliveries/" + json(test).get("id").asText(),
                found -> !found.get("state").asText().equals("PENDING"),
                SOON);
        assertThat(logged.get("attempts")).hasSize(1);
        return logged.at("/attempts/0");
    }

    private static void dripBodies() {
        while (!drip.isClosed()) {
            try {
                Socket socket = drip.accept();
                Thread.ofVirtual().start(() -> dripBody(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** A letter at a time, for ever. */
    private static void dripBody(Socket socket) {
        try (socket) {
            socket.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (!OVER.await(200, TimeUnit.MILLISECONDS)) {
                socket.getOutputStream().write('x');
            }
        } catch (IOException cut) {
            // As it should be.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
