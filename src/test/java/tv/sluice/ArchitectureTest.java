package tv.sluice;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.junit.jupiter.api.Test;

/** The house rules: who may know whom, who may see which library, which types stay pure, how long a file may be. */
@AnalyzeClasses(packages = "tv.sluice", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final int MAX_MAIN_LINES = 400;
    private static final int MAX_TEST_LINES = 600;

    /** Feature → the features it may use. Every feature may use platform and itself; whatever is not listed is forbidden. */
    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("app", Set.of("tenant")),
            Map.entry("platform", Set.of()),
            Map.entry("cmaf", Set.of()),
            Map.entry("media", Set.of("cmaf")),
            Map.entry("tenant", Set.of()),
            Map.entry("video", Set.of("tenant")),
            Map.entry("upload", Set.of("tenant", "video", "transcode")),
            Map.entry("transcode", Set.of("tenant", "video", "media", "cmaf")),
            Map.entry("playback", Set.of("tenant", "video", "cmaf")),
            Map.entry("delivery", Set.of("cmaf", "playback.token")),
            Map.entry("member", Set.of("tenant")),
            Map.entry("event", Set.of("tenant")),
            Map.entry("webhook", Set.of("tenant")),
            Map.entry("audit", Set.of("tenant")),
            Map.entry("api", Set.of()));

    private static final DescribedPredicate<JavaClass> API_TYPES = resideInAPackage("tv.sluice.api..");
    private static final DescribedPredicate<JavaClass> FRAMEWORK = resideInAnyPackage(
            "io.quarkus..",
            "jakarta.enterprise..",
            "jakarta.inject..",
            "jakarta.ws.rs..",
            "io.smallrye..",
            "io.vertx..",
            "org.hibernate..",
            "org.apache.kafka..");
    private static final DescribedPredicate<JavaClass> CLOCKS = DescribedPredicate.describe(
            "clocks and threads",
            type -> Set.of("java.time.Clock", "java.util.Timer", "java.lang.Thread")
                    .contains(type.getName()));

    @ArchTest
    static final ArchRule cmafKnowsTheJdkOnly = classes()
            .that()
            .resideInAPackage("tv.sluice.cmaf..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("tv.sluice.cmaf..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule onlyResourcesAndMappersSeeApiTypes = noClasses()
            .that()
            .haveNameNotMatching(".*(Resource|Mapper)(\\$.*)?")
            .and()
            .resideOutsideOfPackage("tv.sluice.api..")
            .should()
            .dependOnClassesThat(API_TYPES);

    @ArchTest
    static final ArchRule onlyRepositoriesAndEntitiesSeeHibernate = noClasses()
            .that()
            .haveNameNotMatching(".*Repository(\\$.*)?")
            .and()
            .areNotAnnotatedWith("jakarta.persistence.Entity")
            .and()
            .resideOutsideOfPackage("tv.sluice.platform.db..")
            .should()
            .dependOnClassesThat(resideInAPackage("org.hibernate.."));

    @ArchTest
    static final ArchRule repositoriesArePackagePrivate =
            classes().that().haveSimpleNameEndingWith("Repository").should().notBePublic();

    /** Else a client that hangs up would cut off what it asked for after it has begun, and its answer would be kept for nobody. */
    @ArchTest
    static final ArchRule operationsRunToTheirEnd = classes()
            .that()
            .implement(resideInAPackage("tv.sluice.api").as("the contract's interfaces"))
            .should()
            .beAnnotatedWith(new DescribedPredicate<>("@Cancellable(false)") {
                @Override
                public boolean test(JavaAnnotation<?> annotation) {
                    return annotation.getRawType().isEquivalentTo(Cancellable.class)
                            && annotation
                                    .get("value")
                                    .filter(Boolean.FALSE::equals)
                                    .isPresent();
                }
            });

    @ArchTest
    static final ArchRule onlyMediaSeesFfmpeg = noClasses()
            .that()
            .resideOutsideOfPackage("tv.sluice.media..")
            .should()
            .dependOnClassesThat(resideInAPackage("org.bytedeco.."));

    @ArchTest
    static final ArchRule onlyTheDataPlaneSeesNetty = noClasses()
            .that()
            .resideOutsideOfPackages("tv.sluice.delivery..", "tv.sluice.live.rtmp..", "tv.sluice.platform.net..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.netty.."));

    @ArchTest
    static final ArchRule onlyMessagingClassesSeeKafka = noClasses()
            .that()
            .haveNameNotMatching(".*(Consumer|Dispatcher|Worker|Sink)(\\$.*)?")
            .and()
            .resideOutsideOfPackage("tv.sluice.platform.event..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "org.apache.kafka..",
                    "io.smallrye.reactive.messaging..",
                    "org.eclipse.microprofile.reactive.messaging.."));

    @ArchTest
    static final ArchRule theDataPlaneOpensNoDatabase = noClasses()
            .that()
            .resideInAnyPackage("tv.sluice.delivery..", "tv.sluice.playback.token..", "tv.sluice.cmaf..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "tv.sluice.platform.db..", "tv.sluice.platform.web..", "jakarta.persistence..", "jakarta.ws.rs.."));

    @ArchTest
    static final ArchRule pureTypesKnowNoFramework = noClasses()
            .that()
            .haveNameMatching(
                    "tv\\.sluice\\.(cmaf\\..*|playback\\.token\\..*|.*\\.(Ladder|Planner|\\w+Lifecycle|ByteRange)(\\$.*)?)")
            .should()
            .dependOnClassesThat(FRAMEWORK.or(CLOCKS));

    @ArchTest
    static final ArchRule pureTypesReadNoClock = noClasses()
            .that()
            .haveNameMatching(
                    "tv\\.sluice\\.(cmaf\\..*|playback\\.token\\..*|.*\\.(Ladder|Planner|\\w+Lifecycle|ByteRange)(\\$.*)?)")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now");

    @ArchTest
    static final ArchRule featuresHaveNoCycles =
            slices().matching("tv.sluice.(*)..").should().beFreeOfCycles();

    @ArchTest
    static void everyArrowIsAllowed(com.tngtech.archunit.core.domain.JavaClasses all) {
        Set<String> forbidden = new TreeSet<>();
        for (JavaClass from : all) {
            String feature = feature(from);
            for (var dependency : from.getDirectDependenciesFromSelf()) {
                JavaClass to = dependency.getTargetClass();
                if (to.getPackageName().startsWith("tv.sluice.") && !mayUse(feature, to)) {
                    forbidden.add(from.getName() + " → " + to.getName());
                }
            }
        }
        assertThat(forbidden).as("arrows that the house does not allow").isEmpty();
    }

    private static boolean mayUse(String feature, JavaClass to) {
        String target = feature(to);
        if (target.equals(feature)) {
            return true;
        }
        return switch (target) {
            case "platform" -> !feature.equals("cmaf");
            case "api" -> !feature.equals("cmaf") && !feature.equals("delivery");
            default ->
                ALLOWED.getOrDefault(feature, Set.of()).stream()
                        .anyMatch(allowed -> (to.getPackageName() + ".").startsWith("tv.sluice." + allowed + "."));
        };
    }

    private static String feature(JavaClass type) {
        String rest = type.getPackageName()
                .substring(Math.min("tv.sluice.".length(), type.getPackageName().length()));
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }

    @Test
    void noFileIsTooLong() throws IOException {
        Map<String, Long> tooLong = new TreeMap<>();
        tooLong.putAll(longerThan(Path.of("src/main/java"), MAX_MAIN_LINES));
        tooLong.putAll(longerThan(Path.of("src/test/java"), MAX_TEST_LINES));
        assertThat(tooLong).as("files longer than the house allows").isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIs() throws IOException {
        List<String> silent = new ArrayList<>();
        try (Stream<Path> folders = Files.walk(Path.of("src/main/java")).filter(Files::isDirectory)) {
            for (Path folder : (Iterable<Path>) folders::iterator) {
                try (Stream<Path> files = Files.list(folder)) {
                    boolean hasCode = files.anyMatch(file -> file.toString().endsWith(".java"));
                    if (hasCode && !Files.exists(folder.resolve("package-info.java"))) {
                        silent.add(folder.toString());
                    }
                }
            }
        }
        assertThat(silent).as("packages without package-info.java").isEmpty();
    }

    private static Map<String, Long> longerThan(Path root, int max) throws IOException {
        Map<String, Long> found = new TreeMap<>();
        try (Stream<Path> files =
                Files.walk(root).filter(file -> file.toString().endsWith(".java"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                try (Stream<String> lines = Files.lines(file)) {
                    long count = lines.count();
                    if (count > max) {
                        found.put(file.toString(), count);
                    }
                }
            }
        }
        return found;
    }
}
