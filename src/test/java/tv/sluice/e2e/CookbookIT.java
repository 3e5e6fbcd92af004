package tv.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tv.sluice.Api;
import tv.sluice.Clips;
import tv.sluice.Services;
import tv.sluice.SluiceProcess;

/** The examples of the cookbook, each run as a reader would run it, against the packaged program. */
class CookbookIT {
    @RegisterExtension
    static final Services SERVICES = new Services();

    private static final Set<String> RUN_HERE = Set.of(
            "bulk-changes.mjs",
            "change-safely.mjs",
            "follow-events.mjs",
            "handle-rate-limits.mjs",
            "list-videos.mjs",
            "provision-tenant.mjs",
            "receive-webhooks.mjs",
            "rotate-api-key.mjs",
            "sign-playback-offline.mjs",
            "undo-a-change.mjs",
            "upload-and-wait.mjs");

    private static final Duration TRANSCODING = Duration.ofMinutes(3);

    private static String videoId = "";
    private static @Nullable SluiceProcess narrow;

    @BeforeAll
    static void bringAVideo() {
        Api api = SERVICES.api();
        videoId = api.upload(Clips.small(), "Cookbook");
        api.awaitFinal(videoId, TRANSCODING);
    }

    @AfterAll
    static void stopTheNarrowOne() {
        if (narrow != null) {
            narrow.close();
        }
    }

    /** A program with few calls to give away, which may send webhooks to this machine. */
    private static SluiceProcess narrow() {
        if (narrow == null) {
            try {
                narrow = SluiceProcess.inTemporaryFolder()
                        .with(Map.of(
                                "sluice.limits.key-requests", "10",
                                "sluice.limits.window", "10s",
                                "sluice.webhook.allow", "127.0.0.0/8"))
                        .start()
                        .awaitReady();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return narrow;
    }

    private static String run(String example, String... arguments) {
        return Cookbook.run(SERVICES.program(), example, Map.of(), arguments);
    }

    @Test
    void everyExampleHasATest() throws IOException {
        try (Stream<Path> files = Files.list(Cookbook.FOLDER)) {
            Set<String> examples = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".mjs") && !name.equals("connect.mjs"))
                    .collect(Collectors.toSet());
            assertThat(examples).isEqualTo(RUN_HERE);
        }
    }

    @Test
    void aFileIsUploadedAndPlayable() throws IOException {
        Path clip = Clips.small();
        assertThat(run("upload-and-wait.mjs", clip.toAbsolutePath().toString()))
                .contains(Files.size(clip) + " of " + Files.size(clip) + " bytes")
                .containsPattern("vid_\\w+ is playable: http://.*/p/pbk_\\w+/index.m3u8");
    }

    @Test
    void whatIsNoVideoIsSaidToBeNone() {
        assertThat(run(
                        "upload-and-wait.mjs",
                        Path.of("pom.xml").toAbsolutePath().toString()))
                .containsPattern("vid_\\w+ cannot be processed: .* \\(source_\\w+\\)");
    }

    @Test
    void theCatalogueIsWalkedThrough() {
        assertThat(run("list-videos.mjs")).contains(videoId + " ").contains("The longest takes ");
    }

    @Test
    void aTokenSignedOfflineOpensThePlaylist() {
        assertThat(run("sign-playback-offline.mjs", videoId))
                .contains("With the token: 200, #EXTM3U", "Without: 403", "The key is gone");
    }

    @Test
    void manyVideosAreChangedAtOnce() {
        String prefix = "Draft " + System.nanoTime() + " ";
        for (int i = 0; i < 3; i++) {
            SERVICES.api().post("/v1/uploads", "{\"size\":1,\"video\":{\"title\":\"" + prefix + i + "\"}}");
        }
        assertThat(run("bulk-changes.mjs", prefix, "Archive: "))
                .contains("is now \"Archive: 0\"", "is now \"Archive: 1\"", "is now \"Archive: 2\"");
    }

    @Test
    void aChangeSeesThatSomebodyWasQuicker() {
        Api api = SERVICES.api();
        String id = Api.json(api.post("/v1/uploads", "{\"size\":1,\"video\":{\"title\":\"Mine\"}}"))
                .get("videoId")
                .asText();
        assertThat(run("change-safely.mjs", id, "Better")).contains("It was \"Mine\".", "Now it is \"Better\".");
    }

    @Test
    void limitsAreWaitedFor() {
        assertThat(Cookbook.run(narrow(), "handle-rate-limits.mjs", Map.of()))
                .containsPattern("Limited: .* In \\d+ s there is more\\.")
                .containsPattern("Went through after [1-9]\\d* refusals\\.");
    }

    @Test
    void eventsAreFollowed() {
        assertThat(run("follow-events.mjs"))
                .containsPattern("evt_\\w+ video\\.created vid_\\w+")
                .contains("A new one: Followed");
    }

    @Test
    void webhooksAreBelievedIfTheyAreSigned() {
        String port = String.valueOf(freePort());
        Map<String, String> here = Map.of("PORT", port, "HOOK_URL", "http://127.0.0.1:" + port + "/hook");
        assertThat(Cookbook.run(narrow(), "receive-webhooks.mjs", here))
                .contains("Not believed: ", "A test is under way: whd_", "Believed: webhook.test");
    }

    @Test
    void aKeyIsReplacedWithoutAGap() {
        assertThat(run("rotate-api-key.mjs")).contains("both work.", "works no more.");
    }

    @Test
    void aTenantIsProvisioned() {
        assertThat(run("provision-tenant.mjs"))
                .contains("While suspended: tenant_suspended", "Resumed, with 0 videos.", "Deleted.")
                .containsPattern("ten_\\w+ uses 0 of 50000000000 bytes\\.");
    }

    @Test
    void aMistakeIsTakenBack() {
        assertThat(run("undo-a-change.mjs", videoId))
                .contains("changed /title", "Taken back.", "are all there and unchanged.");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
