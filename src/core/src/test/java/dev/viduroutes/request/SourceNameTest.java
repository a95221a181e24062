package dev.viduroutes.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of what the gateway writes, made of names that anyone may have given. */
class SourceNameTest {

    private static final int LONGEST_ON_DISK = 255;
    /** Camel's temporary prefix, the longest suffix, and the time of a file that is moved aside. */
    private static final String AROUND = "." + ".outcome.json" + ".20261122-080000-000";

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9%_-][A-Za-z0-9%._-]*");
    private static final Path FOLDER = Path.of("folder");

    private static final String TELLING = "./\\%${}:*?\"'\n\0 -_~";

    private final long seed = Instant.now().toEpochMilli();
    private final Random random = new Random(seed);

    @ParameterizedTest
    @CsvSource({
        "plain-1_2.json, plain-1_2.json",
        "../../etc/passwd.json, %2E.%2F..%2Fetc%2Fpasswd.json",
        ".hidden.json, %2Ehidden.json",
        "a b.json, a%20b.json",
        "${env:HOME}.json, %24%7Benv%3AHOME%7D.json",
        "100%.json, 100%25.json",
        "ö.json, %C3%B6.json"
    })
    void whatIsNoPlainCharacterStandsAsItsBytes(String name, String record) {
        assertThat(Source.ofFile(name, 0).recordName()).isEqualTo(record);
    }

    @Test
    void noNameLeavesItsFolderOrOutgrowsTheFileSystem() {
        for (int i = 0; i < 20_000; i++) {
            String name = randomName(1 + random.nextInt(300));
            String record = Source.ofFile(name, 0).recordName();

            // A failed assertion describes the name; one for each of them costs more than all the names.
            if (!PLAIN.matcher(record).matches()
                    || (AROUND + record).getBytes(StandardCharsets.UTF_8).length > LONGEST_ON_DISK
                    || !FOLDER.resolve(record).normalize().getParent().equals(FOLDER)) {
                fail("seed %d: %s becomes %s", seed, name, record);
            }
        }
    }

    @Test
    void twoNamesAreNeverOneRecord() {
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < 50_000; i++) {
            String name = randomName(1 + random.nextInt(random.nextInt(20) == 0 ? 300 : 3));
            String other = names.put(Source.ofFile(name, 0).recordName(), name);

            if (other != null && !other.equals(name)) {
                fail("seed %d: %s and %s", seed, other, name);
            }
        }
    }

    @Test
    void longNamesThatDifferOnlyAtTheirEndsStayApart() {
        String stem = "x".repeat(190);

        assertThat(Source.ofFile(stem + "a.json", 0).recordName())
                .isNotEqualTo(Source.ofFile(stem + "b.json", 0).recordName())
                .hasSizeLessThanOrEqualTo(180);
    }

    /** Every plane, and often what means something to a path or an expression; no half surrogates: no file has them. */
    private String randomName(int length) {
        return random.ints(length, 0, 4)
                .map(kind -> switch (kind) {
                    case 0 -> TELLING.codePointAt(random.nextInt(TELLING.length()));
                    case 1 -> random.nextInt(128);
                    case 2 -> random.nextInt(0xD800);
                    default -> 0xE000 + random.nextInt(0x10FFFF - 0xE000 + 1);
                })
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }
}
