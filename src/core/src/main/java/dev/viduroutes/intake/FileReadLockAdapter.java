package dev.viduroutes.intake;

import java.io.File;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileExclusiveReadLockStrategy;
import org.apache.camel.component.file.GenericFileOperations;

/** Camel's read lock without what is not needed: only acquiring it, and its release after a commit, matter here. */
interface FileReadLockAdapter extends GenericFileExclusiveReadLockStrategy<File> {

    @Override
    default void prepareOnStartup(GenericFileOperations<File> operations, GenericFileEndpoint<File> endpoint) {}

    @Override
    default void releaseExclusiveReadLockOnAbort(
            GenericFileOperations<File> operations, GenericFile<File> file, Exchange exchange) {}

    @Override
    default void releaseExclusiveReadLockOnRollback(
            GenericFileOperations<File> operations, GenericFile<File> file, Exchange exchange) {}

    @Override
    default void setTimeout(long timeoutMillis) {}

    @Override
    default void setCheckInterval(long intervalMillis) {}

    @Override
    default void setReadLockLoggingLevel(LoggingLevel level) {}

    @Override
    default void setMarkerFiler(boolean markerFile) {}

    @Override
    default void setDeleteOrphanLockFiles(boolean delete) {}
}
