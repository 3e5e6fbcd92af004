package tv.sluice.platform.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.PartitionKey;
import org.junit.jupiter.api.Test;

/** What the guard relies on stands in the code, and what it excepts is needed. */
class TenantColumnTest {
    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("tv.sluice");

    /** Else Hibernate would write, for those that it writes at all, {@code where id = ?} alone, which the guard refuses when it is too late. */
    @Test
    void everyEntityTellsHibernateWhatItsTenantIs() {
        Set<String> without = new TreeSet<>();
        int entities = 0;
        for (var type : CODE) {
            for (JavaField field : type.getFields()) {
                if (type.isAnnotatedWith(Entity.class)
                        && !type.isAnnotatedWith(Immutable.class)
                        && field.tryGetAnnotationOfType(Column.class)
                                .filter(column -> column.name().equals("tenant_id"))
                                .isPresent()) {
                    entities++;
                    if (!field.isAnnotatedWith(PartitionKey.class)) {
                        without.add(field.getFullName());
                    }
                }
            }
        }
        assertThat(without).isEmpty();
        assertThat(entities).isGreaterThanOrEqualTo(10);
    }

    @Test
    void everyExceptionIsUsed() {
        Set<String> used = CODE.stream()
                .flatMap(type -> type.getFieldAccessesFromSelf().stream())
                .filter(access -> access.getTargetOwner().isEquivalentTo(Sweep.class)
                        && !access.getOriginOwner().isEquivalentTo(Sweep.class))
                .map(JavaFieldAccess::getName)
                .collect(Collectors.toSet());
        assertThat(used)
                .containsAll(Arrays.stream(Sweep.values()).map(Sweep::name).toList());
    }
}
