package dev.viduroutes.costs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.viduroutes.journal.ChargeGroup;
import dev.viduroutes.journal.ChargeSum;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** How what was spent is written. */
class CostFormatTest {

    private static final CostQuery PROJECTS =
            new CostQuery(LocalDate.parse("2026-11-01"), LocalDate.parse("2026-11-30"), ChargeGroup.PROJECT);

    private static ChargeSum sum(
            String group, String currency, String state, long submits, long seconds, String amount) {
        return new ChargeSum(group, currency, state, submits, seconds, new BigDecimal(amount));
    }

    private static final CostReport REPORT = CostReport.of(
            PROJECTS,
            List.of(
                    sum("spring", "USD", "CHARGED", 1_000_000, 5_000_000, "600000.000000"),
                    sum("=cmd|' /C calc'!A0", "USD", "CHARGED", 1, 1, "0.000001"),
                    sum("spring", "USD", "DOUBTFUL", 2, 10, "1.200000"),
                    sum("spring", "USD", "RELEASED", 3, 15, "1.800000"),
                    sum("spring", "EUR", "RESERVED", 1, 5, "0.600000"),
                    sum("spring", "USD", "REFUNDED", 1, 2, "0.240000"),
                    sum("", "", "CHARGED", 2, 9, "0.000000"),
                    sum("a\u001B[31m\nb", "EUR", "CHARGED", 1, 5, "0.5")));

    private static String written(CostFormat format) throws IOException {
        StringBuilder text = new StringBuilder();
        format.write(REPORT, text);
        return text.toString();
    }

    @Test
    void aPersonReadsColumnsWithTotalsOfEachCurrency() throws IOException {
        assertThat(written(CostFormat.TABLE)).isEqualTo("""
                from 2026-11-01 to 2026-11-30
                project             currency  submits  charged s        charged  doubtful s  doubtful  reserved s  reserved  not billed  refunded s  refunded
                -                          -        2          9              -           0         -           0         -           0           0         -
                =cmd|' /C calc'!A0       USD        1          1       0.000001           0      0.00           0      0.00           0           0      0.00
                a\\u{1b}[31m b            EUR        1          5           0.50           0      0.00           0      0.00           0           0      0.00
                spring                   EUR        1          0           0.00           0      0.00           5      0.60           0           0      0.00
                spring                   USD  1000006    5000000      600000.00          10      1.20           0      0.00           3           2      0.24
                total                      -        2          9              -           0         -           0         -           0           0         -
                total                    EUR        2          5           0.50           0      0.00           5      0.60           0           0      0.00
                total                    USD  1000007    5000001  600000.000001          10      1.20           0      0.00           3           2      0.24
                """);
    }

    @Test
    void aSpreadsheetReadsRowsAloneAndRunsNone() throws IOException {
        assertThat(written(CostFormat.CSV).lines().filter(line -> !line.startsWith("\"a")))
                .contains(
                        "project,currency,submits,charged_submits,charged_seconds,charged_amount,doubtful_submits,doubtful_seconds,"
                                + "doubtful_amount,reserved_submits,reserved_seconds,reserved_amount,released_submits,refunded_submits,"
                                + "refunded_seconds,refunded_amount",
                        "\"\",,2,2,9,,0,0,,0,0,,0,0,0,",
                        "'=cmd|' /C calc'!A0,USD,1,1,1,0.000001,0,0,0.00,0,0,0.00,0,0,0,0.00",
                        "spring,EUR,1,0,0,0.00,0,0,0.00,1,5,0.60,0,0,0,0.00",
                        "spring,USD,1000006,1000000,5000000,600000.00,2,10,1.20,0,0,0.00,3,1,2,0.24")
                .noneMatch(line -> line.startsWith("total"));
    }

    @Test
    void aProgramReadsWhatTheSchemaDescribesToTheLastDigit() throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(new ObjectMapper().readTree(Files.readString(Path.of("config", "costs.schema.json"))));
        String json = written(CostFormat.JSON);

        assertThat(schema.validate(new ObjectMapper().readTree(json))).isEmpty();
        assertThat(json).contains("\"amount\" : 600000.000001", "\"amount\" : 0.60", "\"project\" : \"\"");
        assertThat(new ObjectMapper().readTree(json).at("/totals/0").has("currency"))
                .isFalse();
    }

    @Test
    void everyLocaleWritesTheSame() throws IOException {
        Locale before = Locale.getDefault();
        try {
            for (CostFormat format : CostFormat.values()) {
                Locale.setDefault(Locale.ROOT);
                String expected = written(format);
                for (String tag : List.of("tr-TR", "de-DE", "ar-EG-u-nu-arab")) {
                    Locale.setDefault(Locale.forLanguageTag(tag));
                    assertThat(written(format)).as("%s in %s", format, tag).isEqualTo(expected);
                }
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void daysInTheWrongOrderAreRefused() {
        assertThatThrownBy(() -> new CostQuery(PROJECTS.to(), PROJECTS.from(), ChargeGroup.DAY))
                .hasMessage(
                        "the first day is 2026-11-30 and the last 2026-11-01; the first must not come after the last");
        assertThatThrownBy(() -> new CostQuery(PROJECTS.from(), LocalDate.MAX, ChargeGroup.DAY))
                .hasMessageContaining("the years 1 to 9999");
    }
}
