package dev.viduroutes.sandbox.junit;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** One sandbox for each class that is marked {@link ViduSandbox}; JUnit closes it after the class. */
final class ViduSandboxExtension implements BeforeAllCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(ViduSandboxExtension.class);

    /** JUnit versions close different kinds of things in their stores; all of them close this one. */
    @SuppressWarnings("deprecation")
    private record Kept(RunningSandbox sandbox) implements ExtensionContext.Store.CloseableResource, AutoCloseable {

        @Override
        public void close() {
            sandbox.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext test) throws IllegalAccessException {
        ViduSandbox options = AnnotationSupport.findAnnotation(test.getRequiredTestClass(), ViduSandbox.class)
                .orElseThrow();
        RunningSandbox sandbox = RunningSandbox.start(options);
        test.getStore(NAMESPACE).put(RunningSandbox.class, new Kept(sandbox));
        fill(test.getRequiredTestClass(), sandbox);
    }

    /** Camel's own test class asks for its properties before constructors of tests have run: fields are there then. */
    private static void fill(Class<?> test, RunningSandbox sandbox) throws IllegalAccessException {
        for (Field field : ReflectionSupport.findFields(
                test, ViduSandboxExtension::isForSandbox, HierarchyTraversalMode.TOP_DOWN)) {
            field.setAccessible(true);
            field.set(null, sandbox);
        }
    }

    private static boolean isForSandbox(Field field) {
        return field.getType() == RunningSandbox.class && Modifier.isStatic(field.getModifiers());
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == RunningSandbox.class;
    }

    @Override
    public RunningSandbox resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getStore(NAMESPACE).get(RunningSandbox.class, Kept.class).sandbox();
    }
}
