package dev.viduroutes.sandbox.junit;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

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
    public void beforeAll(ExtensionContext test) {
        ViduSandbox options = AnnotationSupport.findAnnotation(test.getRequiredTestClass(), ViduSandbox.class)
                .orElseThrow();
        test.getStore(NAMESPACE).put(RunningSandbox.class, new Kept(RunningSandbox.start(options)));
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
