package dev.viduroutes.delivery;

import java.io.File;
import java.nio.file.Path;

/**
 * A video that was fetched and checked, not yet stored.
 *
 * @param index which of the task's results, from 1
 * @param file its temporary place
 * @param bytes its length
 * @param sha256 64 hexadecimal digits
 */
public record Download(int index, Path file, long bytes, String sha256) {

    /** @return the temporary file, in the form that Camel's S3 component sends without reading it into memory */
    public File toFile() {
        return file.toFile();
    }
}
