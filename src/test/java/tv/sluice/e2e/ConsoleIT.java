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
import tv.sluice.Api;
import tv.sluice.Clips;
import tv.sluice.Polling;
import tv.sluice.Services;

/** What an owner does in the console: gives a program a key, asks to be told by webhook, watches what happens, and takes a change back. */
class ConsoleIT {
    @RegisterExtension
    static final Services SERVICES = new Services();

    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

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
    void aKeyThatWasCreatedOnThePageIsListedAndWorks() {
        try (BrowserContext context = window()) {
            Page page = context.newPage();
            open(page, "#/keys");
            String name = "Importer " + System.nanoTime();
            press(page, "Create key");
            page.getByLabel("Name").fill(name);
            page.getByLabel("Everything in the tenant").uncheck();
            page.getByLabel("Read Videos").check();
            inDialog(page, "Create key");
            Locator secret = page.getByLabel(name, new Page.GetByLabelOptions().setExact(true));
            secret.waitFor(patience());
            String key = secret.inputValue();
            inDialog(page, "Done");

            heading(page, name).waitFor(patience());
            picture(page, "keys-desktop");
            Api other = SERVICES.api().withKey(key);
            assertThat(other.get("/v1/videos").statusCode()).isEqualTo(200);
            assertThat(other.get("/v1/jobs").statusCode()).isEqualTo(403);

            press(page, "Revoke " + name);
            inDialog(page, "Revoke");
            page.getByText("“" + name + "” is revoked.").waitFor(patience());
            Polling.until(
                    "the revoked key is refused",
                    PATIENCE,
                    () -> other.get("/v1/videos").statusCode() == 401);
        }
    }

    @Test
    void aWebhookIsCreatedWithASecretThatIsShownOnce() {
        try (BrowserContext context = window()) {
            Page page = context.newPage();
            open(page, "#/webhooks");
            // A name that no resolver knows: nothing is ever sent.
            String url = "https://hooks-" + System.nanoTime() + ".invalid/sluice";
            press(page, "Create webhook");
            page.getByLabel("URL").fill(url);
            page.getByLabel("All events, new kinds as well").uncheck();
            page.getByLabel("Videos").check();
            inDialog(page, "Create webhook");
            Locator secret = page.getByLabel("Secret", new Page.GetByLabelOptions().setExact(true));
            secret.waitFor(patience());
            assertThat(secret.inputValue()).startsWith("whsec_");
            inDialog(page, "Done");

            heading(page, url).waitFor(patience());
            picture(page, "webhook-desktop");
            press(page, "Delete");
            inDialog(page, "Delete");
            heading(page, "Webhooks").waitFor(patience());
            Polling.until(
                    "the webhook is not listed any more",
                    PATIENCE,
                    () -> page.getByText(url).count() == 0);
        }
    }

    @Test
    void aChangeIsSeenAsItHappensAndCanBeTakenBack() throws Exception {
        String title = "Before " + System.nanoTime();
        String videoId = SERVICES.api().upload(Clips.small(), title);
        SERVICES.api().awaitFinal(videoId, Duration.ofMinutes(3));
        try (BrowserContext context = window()) {
            Page page = context.newPage();
            List<String> broken = new CopyOnWriteArrayList<>();
            page.onPageError(broken::add);
            open(page, "#/events");
            page.getByText("Following").waitFor(patience());
            Locator changes = page.locator(".row.new", new Page.LocatorOptions().setHasText(videoId));
            int before = changes.count();
            SERVICES.api().patch("/v1/videos/" + videoId, "{\"title\": \"After\"}");
            Polling.until("the event is on the page", PATIENCE, () -> changes.count() > before);
            assertThat(changes.first().getByRole(AriaRole.HEADING).textContent())
                    .isEqualTo("video.updated");
            picture(page, "events-desktop");

            goTo(page, "#/audit?operation=updateVideo&objectId=" + videoId);
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Update video"))
                    .first()
                    .click();
            page.locator(".difference ins", new Page.LocatorOptions().setHasText("After"))
                    .first()
                    .waitFor(patience());
            picture(page, "audit-entry-desktop");
            press(page, "Undo this change");
            inDialog(page, "Undo");
            page.getByText("Undoes", new Page.GetByTextOptions().setExact(true)).waitFor(patience());
            assertThat(Api.json(SERVICES.api().get("/v1/videos/" + videoId))
                            .get("title")
                            .asText())
                    .isEqualTo(title);
            assertThat(broken).as("errors of scripts on the page").isEmpty();
        }
    }

    @Test
    void theAuditIsVerifiedOnThePage() {
        try (BrowserContext context = window()) {
            Page page = context.newPage();
            open(page, "#/audit");
            press(page, "Verify");
            page.getByText("entries are there and unchanged.").waitFor(patience());
        }
    }

    private static void open(Page page, String route) {
        page.navigate(SERVICES.apiUrl() + "#key=" + SERVICES.adminKey());
        heading(page, "Library").waitFor(patience());
        goTo(page, route);
    }

    private static void goTo(Page page, String route) {
        page.evaluate("route => { location.hash = route; }", route);
    }

    private static Locator heading(Page page, String name) {
        return page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void press(Page page, String name) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .first()
                .click();
    }

    private static void inDialog(Page page, String name) {
        page.getByRole(AriaRole.DIALOG)
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }

    private static Locator.WaitForOptions patience() {
        return new Locator.WaitForOptions().setTimeout(PATIENCE.toMillis());
    }

    private static BrowserContext window() {
        return chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(1280, 800));
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
    }
}
