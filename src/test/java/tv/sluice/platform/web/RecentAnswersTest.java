package tv.sluice.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentAnswersTest {
    @Test
    void aQuestionDoesNotTellItsCredential() {
        assertThat(new RecentAnswers.Question("Bearer slk_secret", "localhost", "/v1/videos/x").toString())
                .doesNotContain("secret");
    }
}
