package tv.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.sluice.Api.expect;
import static tv.sluice.Api.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.sluice.Api;
import tv.sluice.Polling;
import tv.sluice.SluiceProcess;

/** Imports by URL from servers that are helpful, broken or a trap. The environment's proxies are set to nonsense throughout. */
class UrlImportIT {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Set<String> OVER = Set.of("COMPLETED", "ERRORED", "CANCELLED", "EXPIRED");

    @TempDir
    static Path folder;

    private static ImportSource source;
    private static SluiceProcess program;

    @BeforeAll
    static void start() throws Exception {
        source = new ImportSource(folder);
        program = SluiceProcess.inTemporaryFolder()
                .withRoles("api")
                .with("sluice.import.allow", ImportSource.ALLOWED)
                .with("sluice.import.connect-timeout", "3s")
                .with("sluice.import.read-timeout", "4s")
                .with("sluice.import.retries", "1")
                .with("sluice.import.retry-delay", "200ms")
                .with("sluice.upload.max-bytes", "4M")
                .with("jdk.net.hosts.file", hosts().toString())
                .with("javax.net.ssl.trustStore", source.trustStore().toString())
                .with("javax.net.ssl.trustStorePassword", ImportSource.PASSWORD)
                .with("http.proxyHost", "127.0.0.1")
                .with("http.proxyPort", "9")
                .with("https.proxyHost", "127.0.0.1")
                .with("https.proxyPort", "9")
                .start()
                .awaitReady();
    }

    /** The name service of the program under test. */
    private static Path hosts() throws Exception {
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
    static void stop() throws Exception {
        program.close();
        source.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/clip.mp4", "/moved"})
    void aFileIsFetchedRedirectsFollowed(String path) throws Exception {
        JsonNode upload = imported(source.url(path));
        assertThat(upload.get("state").asText()).isEqualTo("COMPLETED");
        assertThat(upload.get("size").asLong()).isEqualTo(source.file.length);
        assertThat(upload.has("uploadUrl")).isFalse();
        assertThat(Files.readAllBytes(file(upload))).isEqualTo(source.file);
        JsonNode video =
                json(program.api().get("/v1/videos/" + upload.get("videoId").asText()));
        assertThat(video.get("state").asText()).isEqualTo("PROCESSING");
        assertThat(video.at("/source/filename").asText()).isEqualTo(path.substring(1));
    }

    @Test
    void aSecureServerMustProveItsName() {
        assertThat(imported(source.secureUrl(ImportSource.NAME, "/clip.mp4"))
                        .get("state")
                        .asText())
                .isEqualTo("COMPLETED");
        assertFault(imported(source.secureUrl("other.example.test", "/clip.mp4")), "import_failed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "localhost",
                "inner.example.test",
                "mixed.example.test",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "[::127.0.0.1]",
                "private.example.test",
                "metadata.example.test",
                "metadata6.example.test",
                "nobody.example.test",
                "192.168.0.1",
                "[fe80::1]",
                "[64:ff9b::7f00:1]"
            })
    void whatIsNotPublicIsRefusedAndNothingTold(String host) {
        JsonNode upload = imported(source.innerUrl(host));
        assertFault(upload, "import_address_refused");
        assertThat(upload.at("/error/message").asText())
                .isEqualTo("The host in the URL does not stand for a public address, so nothing was fetched from it.");
        assertThat(source.innerHits).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2130706433", "127.1", "0x7f000001", "0177.0.0.1", "0", "127.0.0.1.", "0x7f.0.0.1"})
    void addressesInOtherNotationsAreNoHosts(String host) {
        expect(program.api().post("/v1/uploads", "{\"inputUrl\":\"" + source.innerUrl(host) + "\"}"), 400);
        assertThat(source.innerHits).hasValue(0);
    }

    @Test
    void aRedirectLeadsNowhereElse() {
        assertFault(imported(source.url("/inside")), "import_address_refused");
        assertFault(imported(source.url("/local-file")), "import_redirected");
        assertFault(imported(source.url("/loop")), "import_redirected");
        assertThat(source.innerHits).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({
        "/nothing, import_not_found",
        "/secret, import_forbidden",
        "/zipped, import_failed",
        "/bomb, import_too_large",
        "/stalled, import_timeout",
        "/always-broken, import_failed"
    })
    void whatCannotBeHadSaysWhy(String path, String code) {
        JsonNode upload = imported(source.url(path));
        assertFault(upload, code);
        Polling.until("its bytes are deleted", SOON, () -> Files.notExists(file(upload)));
    }

    @Test
    void aFileThatIsTooLargeIsNotFetched() {
        assertFault(
                awaitOver(create("{\"inputUrl\":\"" + source.url("/clip.mp4") + "\",\"maxBytes\":2999999}")),
                "import_too_large");
    }

    @Test
    void aServerThatDripsItsHeadIsGivenUp() {
        assertFault(imported(source.lorisUrl()), "import_timeout");
    }

    @Test
    void aClosedPortIsAFailure() {
        assertFault(imported("http://" + ImportSource.NAME + ":1025/x"), "import_failed");
    }

    @Test
    void aBrokenTransferIsTakenUpWhereItBroke() throws Exception {
        JsonNode upload = imported(source.url("/broken"));
        assertThat(upload.get("state").asText()).isEqualTo("COMPLETED");
        assertThat(Files.readAllBytes(file(upload))).isEqualTo(source.file);
        assertThat(source.ranges).isNotEmpty().allMatch(range -> range.matches("bytes=[1-9]\\d*- \"v1\""));
    }

    @Test
    void anEmptyFileIsTakenAndItsVideoSaysSo() {
        JsonNode upload = imported(source.url("/empty.mp4"));
        assertThat(upload.get("state").asText()).isEqualTo("COMPLETED");
        assertThat(json(program.api().get("/v1/videos/" + upload.get("videoId").asText()))
                        .at("/error/code")
                        .asText())
                .isEqualTo("source_empty");
    }

    @Test
    void anImportCanBeCancelled() {
        JsonNode upload = create("{\"inputUrl\":\"" + source.url("/slow") + "\"}");
        Polling.until("it has begun", SOON, () -> file(upload).toFile().length() > 0);
        expect(program.api().delete("/v1/uploads/" + upload.get("id").asText()), 204);
        Polling.until("its bytes are deleted", SOON, () -> Files.notExists(file(upload)));
        expect(program.api().get("/v1/videos/" + upload.get("videoId").asText()), 404);
    }

    @Test
    void anImportSurvivesAKill() throws Exception {
        JsonNode upload = create("{\"inputUrl\":\"" + source.url("/slow") + "\"}");
        Polling.until("it is under way", SOON, () -> file(upload).toFile().length() > 100_000);
        program.signal("KILL");
        program.awaitEnd();
        program = program.startAgain().awaitReady();
        JsonNode done = awaitOver(upload, Duration.ofMinutes(3));
        assertThat(done.get("state").asText()).isEqualTo("COMPLETED");
        assertThat(Files.readAllBytes(file(upload))).isEqualTo(source.file);
    }

    private static JsonNode imported(String url) {
        return awaitOver(create("{\"inputUrl\":\"" + url + "\"}"));
    }

    private static JsonNode create(String json) {
        var created = program.api().post("/v1/uploads", json);
        expect(created, 201);
        return Api.json(created);
    }

    private static JsonNode awaitOver(JsonNode upload) {
        return awaitOver(upload, SOON);
    }

    private static JsonNode awaitOver(JsonNode upload, Duration deadline) {
        return program.api()
                .await(
                        "/v1/uploads/" + upload.get("id").asText(),
                        got -> OVER.contains(got.get("state").asText()),
                        deadline);
    }

    private static void assertFault(JsonNode upload, String code) {
        assertThat(upload.get("state").asText()).isEqualTo("ERRORED");
        assertThat(upload.at("/error/code").asText()).isEqualTo(code);
        JsonNode video =
                json(program.api().get("/v1/videos/" + upload.get("videoId").asText()));
        assertThat(video.get("state").asText()).isEqualTo("ERRORED");
        assertThat(video.get("error")).isEqualTo(upload.get("error"));
    }

    private static Path file(JsonNode upload) {
        return program.data().resolve("storage/u").resolve(upload.get("id").asText());
    }
}
