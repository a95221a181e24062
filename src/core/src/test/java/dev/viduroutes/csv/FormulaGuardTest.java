package dev.viduroutes.csv;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which cells are marked as texts, and that reading takes off what writing puts on. */
class FormulaGuardTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1", "+cmd|' /C calc'!A0", "-2+3+cmd|x", "@SUM(A1)", "\t=1", "\rx", "\nx", "  =1", "\"=1\"", "'=1",
                        "''=1",
                "\u00A0=1", "\u200B=1", "\uFEFF=1", "\uFF1D1", " \" @x", "-", "=", "+-1", "--1", "-1e5", "- a list"
            })
    void whatASpreadsheetMightRunIsMarkedAndReadAsItWas(String cell) {
        assertThat(FormulaGuard.guarded(cell)).isEqualTo("'" + cell);
        assertThat(FormulaGuard.unguarded(FormulaGuard.guarded(cell))).isEqualTo(cell);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "-1",
                "+5",
                "-1.5",
                "1,5",
                "'tis",
                "''",
                "'",
                "a=b",
                "'-1",
                "'5",
                "http://x/=",
                "{\"a\":1}"
            })
    void allElseIsWrittenAsItIs(String cell) {
        assertThat(FormulaGuard.guarded(cell)).isEqualTo(cell);
        assertThat(FormulaGuard.unguarded(cell)).isEqualTo(cell);
    }
}
