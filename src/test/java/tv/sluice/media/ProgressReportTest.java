package tv.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressReportTest {
    @Test
    void partsOfTheWorkAreToldInRisingOrder() {
        List<Double> told = new ArrayList<>();
        ProgressReport report = new ProgressReport(28, 28, 0, told::add);
        List.of(
                        "frame=0",
                        "out_time_us=N/A",
                        "progress=continue",
                        "frame=350",
                        "out_time_us=42000000",
                        "progress=continue",
                        "frame=340",
                        "out_time_us=41000000",
                        "progress=continue",
                        "frame=700",
                        "out_time_us=55000000",
                        "progress=end")
                .forEach(report);
        assertThat(told).containsExactly(0.0, 0.5, 0.5, 1.0);
        assertThat(report.frames()).isEqualTo(700);
    }

    @Test
    void framesAreCountedWhereTheirNumberIsKnown() {
        List<Double> told = new ArrayList<>();
        ProgressReport report = new ProgressReport(0, 100, 200, told::add);
        List.of("frame=50", "out_time_us=N/A", "progress=continue", "nonsense", "frame=x", "progress=continue")
                .forEach(report);
        assertThat(told).containsExactly(0.25, 0.25);
        assertThat(report.frames()).isEqualTo(50);
    }
}
