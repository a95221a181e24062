package dev.viduroutes.architecture;

import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.viduroutes.PublicApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What hosts may use is marked, named in the package-info and in embedding.md, and mentions nothing internal. */
class PublicApiTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.viduroutes");

    /** Hosts read the task that a listener gets, and pass the settings on; what else these can do is internal. */
    private static final Set<String> HANDLES = Set.of("Task", "Settings");

    private static final Pattern TYPE_IN_DOC = Pattern.compile("\\{@(?:code|link) (?:[a-z]+\\.)*([A-Z]\\w+)}");
    private static final Pattern TYPE_IN_PAGE =
            Pattern.compile("`dev\\.viduroutes\\.(?!spring|console)(?:[a-z]+\\.)*([A-Z]\\w+)`");

    private static Set<JavaClass> publicApi() {
        return CLASSES.stream()
                .filter(type -> type.isAnnotatedWith(PublicApi.class))
                .collect(Collectors.toSet());
    }

    private static Set<String> names(Stream<JavaClass> types) {
        return types.map(JavaClass::getSimpleName).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> types(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void mentionsNothingInternal() {
        Set<String> leaks = new TreeSet<>();
        for (JavaClass type : publicApi()) {
            if (!HANDLES.contains(type.getSimpleName())) {
                type.getCodeUnits().stream()
                        .filter(unit -> unit.getModifiers().contains(PUBLIC))
                        .forEach(unit -> mentioned(unit)
                                .filter(PublicApiTest::isInternal)
                                .forEach(leak -> leaks.add(unit.getFullName() + " mentions " + leak.getName())));
            }
        }
        assertThat(leaks).isEmpty();
    }

    private static Stream<JavaClass> mentioned(JavaCodeUnit unit) {
        return Stream.concat(
                unit.getReturnType().getAllInvolvedRawTypes().stream(),
                unit.getParameterTypes().stream().flatMap(type -> type.getAllInvolvedRawTypes().stream()));
    }

    private static boolean isInternal(JavaClass type) {
        JavaClass outer = type.getBaseComponentType();
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer.getPackageName().startsWith("dev.viduroutes") && !outer.isAnnotatedWith(PublicApi.class);
    }

    @Test
    void thePackageInfoSaysWhatHostsMayUseOrThatAllIsInternal() throws IOException {
        Path sources = Path.of("src/core/src/main/java");
        for (String name :
                CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toCollection(TreeSet::new))) {
            Path info = sources.resolve(name.replace('.', '/')).resolve("package-info.java");
            if (!Files.isDirectory(info.getParent())) {
                continue;
            }
            assertThat(info).exists();
            String text = Files.readString(info);
            Set<String> api = names(
                    publicApi().stream().filter(type -> type.getPackageName().equals(name)));
            if (api.isEmpty()) {
                assertThat(text).as(name).contains("nternal").doesNotContain("Hosts may");
            } else {
                assertThat(types(TYPE_IN_DOC, text.substring(text.indexOf("Hosts may"))))
                        .as(name)
                        .isEqualTo(api);
            }
        }
    }

    @Test
    void thePageForHostsListsIt() throws IOException {
        String page = Files.readString(Path.of("src/site/markdown/embedding.md"));
        String section = page.substring(page.indexOf("## What you may import"));
        assertThat(types(TYPE_IN_PAGE, section.substring(0, section.indexOf("\n## ", 5))))
                .isEqualTo(names(publicApi().stream()));
    }
}
