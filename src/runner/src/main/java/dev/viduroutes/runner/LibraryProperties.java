package dev.viduroutes.runner;

import java.nio.file.Path;
import java.util.List;

/** What libraries take from properties of the runner's process. What the operator set stays. */
final class LibraryProperties {

    /** Where Kafka's compressions and Netty unpack what they have; each makes a file of a name of its own. */
    private static final List<String> FOLDERS =
            List.of("org.xerial.snappy.tempdir", "ZstdTempFolder", "io.netty.native.workdir");

    /** Vert.x puts something behind this name. */
    private static final String VERTX = "vertx.cacheDirBase";

    /** From this version on Java warns of those who reach for memory past it. */
    private static final int WARNING_JAVA = 24;

    private LibraryProperties() {}

    /** Before any library is used: has Netty do without what Java warns of. */
    static void calm() {
        if (Runtime.version().feature() >= WARNING_JAVA) {
            setUnlessSet("io.netty.noUnsafe", "true");
        }
    }

    /** Has them unpack into a folder of ours: {@code java.io.tmpdir} may be read-only, or nothing can be loaded from it. */
    static void unpackInto(Path folder) {
        FOLDERS.forEach(
                property -> setUnlessSet(property, folder.toAbsolutePath().toString()));
        setUnlessSet(VERTX, folder.toAbsolutePath().resolve(".vertx").toString());
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
