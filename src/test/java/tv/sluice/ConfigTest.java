package tv.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code application.properties} is the manual: every key stands there with a comment and the default that the code has. */
class ConfigTest {
    private static final Path MANUAL = Path.of("src/main/resources/application.properties");
    private static final Pattern ENTRY = Pattern.compile("^#?(sluice\\.[a-z0-9.-]+)=(.*)$");

    @Test
    void everyKeyOfTheCodeIsInTheManual() throws IOException {
        assertThat(new TreeSet<>(manual().keySet())).containsAll(keysOfTheCode().keySet());
    }

    @Test
    void everyKeyOfTheManualIsReadByTheCode() throws IOException {
        List<String> sources = new ArrayList<>();
        try (var files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : (Iterable<Path>) files.filter(f -> f.toString().endsWith(".java"))::iterator) {
                sources.add(Files.readString(file));
            }
        }
        var mapped = keysOfTheCode().keySet();
        assertThat(manual().keySet())
                .allSatisfy(key -> assertThat(mapped.contains(key)
                                || sources.stream().anyMatch(text -> text.contains('"' + key + '"')))
                        .as("%s is read somewhere", key)
                        .isTrue());
    }

    @Test
    void defaultsInTheCodeAreTheOnesInTheManual() throws IOException {
        Map<String, String> manual = manual();
        keysOfTheCode()
                .forEach((key, byDefault) -> byDefault.ifPresent(
                        value -> assertThat(manual.get(key)).as(key).isEqualTo(value)));
    }

    @Test
    void everyKeyHasAComment() throws IOException {
        List<String> lines = Files.readAllLines(MANUAL);
        for (int i = 0; i < lines.size(); i++) {
            if (ENTRY.matcher(lines.get(i)).matches()) {
                int above = i - 1;
                while (above >= 0 && ENTRY.matcher(lines.get(above)).matches()) {
                    above--;
                }
                assertThat(above >= 0 && lines.get(above).startsWith("# "))
                        .as("a comment above: %s", lines.get(i))
                        .isTrue();
            }
        }
    }

    private static Map<String, String> manual() throws IOException {
        Map<String, String> entries = new HashMap<>();
        for (String line : Files.readAllLines(MANUAL)) {
            Matcher entry = ENTRY.matcher(line);
            if (entry.matches()) {
                entries.put(entry.group(1), entry.group(2));
            }
        }
        return entries;
    }

    /** Key → default declared in code, of every {@code @ConfigMapping} interface. */
    private static Map<String, Optional<String>> keysOfTheCode() {
        Map<String, Optional<String>> keys = new HashMap<>();
        var classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("tv.sluice");
        for (JavaClass type : classes) {
            if (type.isAnnotatedWith(ConfigMapping.class)) {
                collect(type, type.getAnnotationOfType(ConfigMapping.class).prefix(), keys);
            }
        }
        assertThat(keys).isNotEmpty();
        return keys;
    }

    private static void collect(JavaClass type, String prefix, Map<String, Optional<String>> keys) {
        for (JavaMethod method : type.getMethods()) {
            if (!method.getModifiers().contains(com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT)) {
                continue;
            }
            String name = method.tryGetAnnotationOfType(WithName.class)
                    .map(WithName::value)
                    .orElse(kebab(method.getName()));
            String key = prefix + "." + name;
            JavaClass result = method.getRawReturnType();
            if (result.isInterface() && result.getPackageName().startsWith("tv.sluice")) {
                collect(result, key, keys);
            } else {
                keys.put(key, method.tryGetAnnotationOfType(WithDefault.class).map(WithDefault::value));
            }
        }
    }

    private static String kebab(String camel) {
        return camel.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(java.util.Locale.ROOT);
    }
}
