package dev.viduroutes.matrix;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Whether everything that the jar calls in other jars is there, whether or not a play comes by. */
final class Linkage {

    static {
        // Hosts share jars, and are looked at at once: the first to close one would close it for all.
        URLConnection.setDefaultUseCaches("jar", false);
    }

    private final URLClassLoader host;
    private final Map<String, Optional<Shape>> known = new HashMap<>();
    private final Set<String> missing = new TreeSet<>();

    private Linkage(URLClassLoader host) {
        this.host = host;
    }

    /** @return "yes", or what is missing in the class path of this host */
    static String missing(Cell cell) throws IOException {
        List<URL> jars = new ArrayList<>();
        Path routes = null;
        for (String jar : Files.readString(cell.classPath()).strip().split(File.pathSeparator)) {
            jars.add(Path.of(jar).toUri().toURL());
            routes = Path.of(jar).getFileName().toString().startsWith("vidu-routes-") ? Path.of(jar) : routes;
        }
        try (URLClassLoader host = new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
                JarFile jar = new JarFile(routes.toFile())) {
            Linkage linkage = new Linkage(host);
            for (JarEntry entry : jar.stream()
                    .filter(file -> file.getName().endsWith(".class"))
                    .toList()) {
                try (InputStream bytes = jar.getInputStream(entry)) {
                    linkage.check(bytes);
                }
            }
            return linkage.missing.isEmpty() ? "yes" : String.join(", ", linkage.missing);
        }
    }

    private void check(InputStream bytes) throws IOException {
        new ClassReader(bytes)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String type, String signature, String[] exceptions) {
                                return new Calls();
                            }
                        },
                        ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    }

    /** A class that is not there belongs to an optional library, or the host would not start. */
    private void need(String owner, String member) {
        if (!owner.startsWith("[") && !owner.startsWith("java/") && shape(owner).isPresent() && !has(owner, member)) {
            missing.add(owner.replace('/', '.') + "." + member);
        }
    }

    private boolean has(String owner, String member) {
        Optional<Shape> shape = shape(owner);
        // What inherits from a class that is not there can't be judged.
        return shape.isEmpty()
                || shape.get().members().contains(member)
                || shape.get().parents().stream().anyMatch(parent -> has(parent, member));
    }

    private Optional<Shape> shape(String name) {
        return known.computeIfAbsent(name, this::read);
    }

    private Optional<Shape> read(String name) {
        try (InputStream bytes = host.getResourceAsStream(name + ".class")) {
            if (bytes == null) {
                return Optional.empty();
            }
            Shape shape = new Shape(new HashSet<>(), new ArrayList<>());
            new ClassReader(bytes)
                    .accept(shape.reader(), ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            return Optional.of(shape);
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private final class Calls extends MethodVisitor {

        Calls() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visitMethodInsn(int code, String owner, String name, String type, boolean isInterface) {
            need(owner, name + type);
        }

        @Override
        public void visitFieldInsn(int code, String owner, String name, String type) {
            need(owner, name);
        }
    }

    /** What a class has, and what it inherits from. */
    private record Shape(Set<String> members, List<String> parents) {

        ClassVisitor reader() {
            return new ClassVisitor(Opcodes.ASM9) {
                @Override
                public void visit(
                        int version, int access, String name, String signature, String parent, String[] interfaces) {
                    if (parent != null) {
                        parents.add(parent);
                    }
                    parents.addAll(List.of(interfaces));
                }

                @Override
                public MethodVisitor visitMethod(
                        int access, String name, String type, String signature, String[] exceptions) {
                    members.add(name + type);
                    return null;
                }

                @Override
                public FieldVisitor visitField(int access, String name, String type, String signature, Object value) {
                    members.add(name);
                    return null;
                }
            };
        }
    }
}
