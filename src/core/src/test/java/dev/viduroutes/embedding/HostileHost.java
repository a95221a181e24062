package dev.viduroutes.embedding;

import dev.viduroutes.ViduRoutes;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.DeadLetterChannelBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.component.aws2.s3.AWS2S3Component;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ThreadPoolProfile;

/**
 * A host that has its own idea of everything: whatever of it reached into the routes of the guest would break them, and
 * whatever of the guest reached out would change what it counts.
 */
final class HostileHost {

    /** How often the host's own handlers and interceptors were called. */
    final AtomicInteger deadLetters = new AtomicInteger();

    final AtomicInteger interceptions = new AtomicInteger();
    final AtomicInteger sends = new AtomicInteger();
    final AtomicInteger completions = new AtomicInteger();

    private HostileHost() {}

    static HostileHost on(CamelContext context, Properties settings) throws Exception {
        HostileHost host = new HostileHost();
        PropertiesComponent properties = (PropertiesComponent) context.getPropertiesComponent();
        properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        // The weakest of all sources: even that must outweigh the guest's defaults.
        properties.setInitialProperties(settings);
        Properties own = new Properties();
        own.setProperty("home", "the host's");
        own.setProperty("api.key", "the host's");
        own.setProperty("bucket", "the-hosts");
        properties.setOverrideProperties(own);
        host.configure((DefaultCamelContext) context);
        context.addRoutesConfigurations(host.handlers());
        context.addRoutes(host.routes());
        context.addRoutes(host.handlersOfRoutes());
        return host;
    }

    /** A context that is hostile, with the guest in it, not started. */
    static DefaultCamelContext withGuest(Properties settings) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        HostileHost host = on(context, settings);
        context.getRegistry().bind("host", host);
        ViduRoutes.addTo(context);
        return context;
    }

    private void configure(DefaultCamelContext context) {
        context.setMessageHistory(true);
        context.setUseMDCLogging(true);
        context.setUseBreadcrumb(true);
        context.setTracing(true);
        context.setLogExhaustedMessageBody(true);
        context.setStreamCaching(true);
        context.setLoadHealthChecks(true);
        context.getCamelContextExtension().setErrorHandlerFactory(new DeadLetterChannelBuilder("direct:dead"));
        context.getExecutorServiceManager().setDefaultThreadPoolProfile(tiny());
        HttpComponent http = new HttpComponent();
        http.setFollowRedirects(true);
        http.setAutomaticRetriesDisabled(false);
        http.setResponseTimeout(1);
        http.setConnectTimeout(1);
        context.addComponent("http", http);
        AWS2S3Component s3 = new AWS2S3Component();
        s3.getConfiguration().setAccessKey("the host's");
        s3.getConfiguration().setSecretKey("the host's");
        s3.getConfiguration().setRegion("eu-north-1");
        context.addComponent("aws2-s3", s3);
    }

    private static ThreadPoolProfile tiny() {
        ThreadPoolProfile tiny = new ThreadPoolProfile("tiny");
        tiny.setDefaultProfile(true);
        tiny.setPoolSize(1);
        tiny.setMaxPoolSize(1);
        tiny.setMaxQueueSize(1);
        return tiny;
    }

    /** Without an id it applies to every route that does not name another. */
    private RouteConfigurationBuilder handlers() {
        return new RouteConfigurationBuilder() {
            @Override
            public void configuration() {
                routeConfiguration()
                        .errorHandler(deadLetterChannel("direct:dead"))
                        .onException(Exception.class)
                        .handled(true)
                        .to("direct:dead");
                routeConfiguration().intercept().process(exchange -> interceptions.incrementAndGet());
                routeConfiguration().interceptFrom().process(exchange -> interceptions.incrementAndGet());
                // Camel applies this to every endpoint of the context, whatever route it stands for.
                routeConfiguration().interceptSendToEndpoint(".*").process(exchange -> sends.incrementAndGet());
                routeConfiguration().onCompletion().process(exchange -> completions.incrementAndGet());
            }
        };
    }

    /** The same for the routes of one builder, which by Camel's own rules are the only ones that they apply to. */
    private RouteBuilder handlersOfRoutes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(deadLetterChannel("direct:dead"));
                onException(Exception.class).handled(true).to("direct:dead");
                intercept().process(exchange -> interceptions.incrementAndGet());
                interceptFrom().process(exchange -> interceptions.incrementAndGet());
                onCompletion().process(exchange -> completions.incrementAndGet());
                from("direct:handled").routeId("handled").to("mock:handled");
            }
        };
    }

    private RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:dead").routeId("dead").routeConfigurationId("none").process(this::count);
                from("direct:own").routeId("own").process(exchange -> {
                    throw new IllegalStateException("the host's own trouble");
                });
                from("direct:order")
                        .routeId("order")
                        .routeConfigurationId("none")
                        .errorHandler(noErrorHandler())
                        .to("direct:vidu-generate");
            }

            private void count(Exchange exchange) {
                deadLetters.incrementAndGet();
            }
        };
    }
}
