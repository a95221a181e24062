package dev.viduroutes.runner;

import dev.viduroutes.failure.SanitizedText;
import java.time.DateTimeException;
import java.time.LocalDate;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads days of the command line. */
final class DayConverter implements ITypeConverter<LocalDate> {

    private static final int LONGEST = 40;

    @Override
    public LocalDate convert(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException none) {
            throw new TypeConversionException(
                    "it is " + SanitizedText.of(text, LONGEST) + "; it must be a day, such as 2026-11-30");
        }
    }
}
