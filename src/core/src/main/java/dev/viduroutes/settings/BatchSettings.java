package dev.viduroutes.settings;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Batches.
 *
 * @param maxRows rows of one
 * @param concurrent batches of the intake folder that are under way at once
 * @param inFlight rows of one that may have a task at once
 * @param directory where their reports grow
 * @param refusesInvalid whether a wrong row refuses the whole
 * @param rowOutcomes whether the outcome of each row goes where that of its batch does
 */
public record BatchSettings(
        int maxRows, int concurrent, int inFlight, Path directory, boolean refusesInvalid, boolean rowOutcomes) {

    static BatchSettings read(SettingReader read) {
        return new BatchSettings(
                read.integer("vidu.batch.max-rows", 1, 1_000_000),
                read.integer("vidu.batch.concurrent", 1, 1_000),
                read.integer("vidu.batch.in-flight", 1, 100_000),
                read.directory("vidu.batch.directory"),
                read.text("vidu.batch.on-invalid", Pattern.compile("skip|refuse"), "it must be skip or refuse")
                        .equals("refuse"),
                read.flag("vidu.batch.row-outcomes"));
    }
}
