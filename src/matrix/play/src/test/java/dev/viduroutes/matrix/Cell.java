package dev.viduroutes.matrix;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One host in one Java.
 *
 * @param host folder of its pom, below src/matrix
 * @param camel version that it must turn out to have
 * @param main its program
 */
record Cell(String host, String camel, String main, Jdk jdk) {

    private static final Path HOSTS = Path.of("src/matrix");

    static List<Cell> all(List<Jdk> jdks) {
        List<Cell> cells = new ArrayList<>();
        for (Jdk jdk : jdks) {
            cells.add(new Cell("camel/4.14", "4.14.1", "matrix.CamelHost", jdk));
            cells.add(new Cell("camel/4.16", "4.16.0", "matrix.CamelHost", jdk));
            cells.add(new Cell("camel/4.18", "4.18.0", "matrix.CamelHost", jdk));
            cells.add(new Cell("camel/4.22", "4.22.0", "matrix.CamelHost", jdk));
            cells.add(new Cell("boot-3.5", "4.18.0", "matrix.BootHost", jdk));
            cells.add(new Cell("boot-4.0", "4.22.0", "matrix.BootHost", jdk));
        }
        return cells;
    }

    /** Written by the build of the hosts. */
    Path classPath() {
        return HOSTS.resolve(host).resolve("target/classpath");
    }

    static Path program() {
        return HOSTS.resolve("host/target/classes");
    }

    /** Fit for names of topics and queues. */
    String id() {
        return host.replace('/', '-') + "-java-" + jdk.feature();
    }
}
