package dev.viduroutes.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of packages in {@code architecture.md} is what the classes do: no use is missing there, and none is made up. */
class PackageTableTest {

    private static final Path PAGE = Path.of("src/site/markdown/architecture.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| [^|]+ \\|([^|]*)\\|$");
    private static final Pattern NAME = Pattern.compile("`(\\w+)`");
    private static final Pattern PACKAGE = Pattern.compile("dev\\.viduroutes\\.(\\w+)(?:\\.\\w+)*");

    @Test
    void theTableOfPackagesIsWhatTheClassesUse() throws IOException {
        Set<String> documented = documented();
        Set<String> used = used();

        assertThat(used).hasSizeGreaterThan(50);
        assertThat(minus(used, documented)).as("not in the table").isEmpty();
        assertThat(minus(documented, used)).as("in the table alone").isEmpty();
    }

    /** Each use as {@code from > to}. */
    private static Set<String> documented() throws IOException {
        Set<String> uses = new TreeSet<>();
        Matcher row = ROW.matcher(Files.readString(PAGE));
        while (row.find()) {
            String from = row.group(1);
            uses.add(from);
            NAME.matcher(row.group(2)).results().forEach(to -> uses.add(from + " > " + to.group(1)));
        }
        return uses;
    }

    private static Set<String> used() {
        Set<String> uses = new TreeSet<>();
        for (JavaClass each : new ClassFileImporter().importPath(Path.of("src/core/target/classes"))) {
            String from = name(each);
            if (!from.isEmpty()) {
                uses.add(from);
                each.getDirectDependenciesFromSelf().stream()
                        .map(Dependency::getTargetClass)
                        .map(PackageTableTest::name)
                        .filter(to -> !to.isEmpty() && !to.equals(from))
                        .forEach(to -> uses.add(from + " > " + to));
            }
        }
        return uses;
    }

    private static Set<String> minus(Set<String> all, Set<String> some) {
        Set<String> left = new TreeSet<>(all);
        left.removeAll(some);
        return left;
    }

    private static String name(JavaClass each) {
        Matcher name = PACKAGE.matcher(each.getPackageName());
        return name.matches() ? name.group(1) : "";
    }
}
