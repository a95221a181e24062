package dev.viduroutes.intake;

import java.io.File;
import java.nio.file.Path;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;

/** Which files of the intake folder are taken: plain ones that end in {@code .json}, in any case. */
public final class InboxFilter implements GenericFileFilter<File> {

    @Override
    public boolean accept(GenericFile<File> file) {
        String name = file.getFileNameOnly();
        return name.regionMatches(true, name.length() - 5, ".json", 0, 5)
                && !name.startsWith(".")
                && PlainFiles.isPlain(Path.of(file.getAbsoluteFilePath()));
    }
}
