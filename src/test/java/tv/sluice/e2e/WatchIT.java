package tv.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tv.sluice.Clips;
import tv.sluice.Polling;
import tv.sluice.Services;

/** What a person does: signs in, drops a real clip on the page, watches it from a signed URL, changes the quality. */
class WatchIT {
    @RegisterExtension
    static final Services SERVICES = new Services();

    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final Duration TRANSCODING = Duration.ofMinutes(3);
    private static final Duration PLAYING = Duration.ofSeconds(30);
    private static final String PLAYER = "document.querySelector('sluice-player')";

    private static Chromium chromium;

    @BeforeAll
    static void launch() {
        chromium = Chromium.launch();
    }

    @AfterAll
    static void quit() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void aClipUploadedThroughThePagePlaysFromItsSignedUrlInEveryQuality() {
        try (BrowserContext context = window(1280, 800)) {
            Page page = context.newPage();
            List<String> requested = new CopyOnWriteArrayList<>();
            List<String> broken = new CopyOnWriteArrayList<>();
            page.onRequest(request -> requested.add(request.url()));
            page.onPageError(broken::add);
            signIn(page);
            String name = "Film " + System.nanoTime();
            page.locator("input[type=file]").first().setInputFiles(renamed(name));
            Locator card = page.locator(".card", new Page.LocatorOptions().setHasText(name));
            card.locator(".duration").waitFor(within(TRANSCODING));
            Polling.until(
                    "the card says no more that it is processing",
                    TRANSCODING,
                    () -> !card.locator(".state").isVisible());
            picture(page, "library-desktop");

            card.getByRole(AriaRole.LINK).first().click();
            page.locator("sluice-player").waitFor(within(PLAYING));
            page.evaluate(PLAYER + ".video.play()");
            Polling.until("the picture moves", PLAYING, () -> number(page, PLAYER + ".currentTime") > 1.5);
            assertThat(requested).anyMatch(url -> url.matches(".*/t/[^/]+\\.[^/]+\\.[^/]+/pbk_[^/]+/index\\.m3u8"));
            assertThat(requested).anyMatch(url -> url.matches(".*/s/[^/]+/pbk_[^/]+/.*\\.m4s"));
            picture(page, "watch-desktop");

            List<?> labels = (List<?>) page.evaluate(PLAYER + ".qualities.map(q => q.label)");
            assertThat(labels).hasSizeGreaterThan(1);
            for (Object label : List.of(labels.getLast(), labels.getFirst())) {
                watchIn(page, label.toString());
            }
            assertThat(broken).as("errors of scripts on the page").isEmpty();
        }
    }

    @Test
    void thePagesFitAPhone() throws Exception {
        SERVICES.api().upload(Clips.small(), "Narrow");
        try (BrowserContext context = window(390, 844)) {
            Page page = context.newPage();
            signIn(page);
            page.locator(".card").first().waitFor(within(PLAYING));
            assertFits(page);
            picture(page, "library-phone");
            page.locator(".card").first().getByRole(AriaRole.LINK).first().click();
            page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1))
                    .waitFor(within(PLAYING));
            assertFits(page);
            picture(page, "watch-phone");
        }
    }

    @Test
    void theReferenceListsTheOperations() {
        try (BrowserContext context = window(1280, 800)) {
            Page page = context.newPage();
            page.navigate(SERVICES.apiUrl().resolve("/docs/").toString());
            page.getByText("/v1/playback-tokens").first().waitFor(within(PLAYING));
            picture(page, "docs-desktop");
        }
    }

    private static void watchIn(Page page, String quality) {
        double before = number(page, PLAYER + ".currentTime");
        page.evaluate(PLAYER + ".quality = '" + quality + "'");
        Polling.until(
                "the picture has the height of " + quality,
                PLAYING,
                () -> number(page, PLAYER + ".video.videoHeight")
                        == number(page, PLAYER + ".qualities.find(q => q.label === '" + quality + "').height"));
        if (number(page, PLAYER + ".video.ended ? 1 : 0") == 1) {
            page.evaluate(PLAYER + ".currentTime = 0; " + PLAYER + ".video.play()");
            before = 0;
        }
        double from = before;
        Polling.until("it plays on in " + quality, PLAYING, () -> number(page, PLAYER + ".currentTime") > from + 0.5);
    }

    private static Path renamed(String name) {
        try {
            Path copy = Path.of("target", "clips", name + ".mp4");
            java.nio.file.Files.createDirectories(copy.getParent());
            return java.nio.file.Files.copy(Clips.film(), copy, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void signIn(Page page) {
        page.navigate(SERVICES.apiUrl() + "#key=" + SERVICES.adminKey());
        page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Library"))
                .waitFor(within(PLAYING));
        assertThat(page.url()).doesNotContain("slk_");
    }

    private static void assertFits(Page page) {
        assertThat(number(page, "document.documentElement.scrollWidth - innerWidth"))
                .as("pixels that must be scrolled sideways")
                .isLessThanOrEqualTo(0);
    }

    private static double number(Page page, String expression) {
        return ((Number) page.evaluate(expression)).doubleValue();
    }

    private static Locator.WaitForOptions within(Duration deadline) {
        return new Locator.WaitForOptions().setTimeout(deadline.toMillis());
    }

    private static BrowserContext window(int width, int height) {
        return chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(width, height));
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
    }
}
