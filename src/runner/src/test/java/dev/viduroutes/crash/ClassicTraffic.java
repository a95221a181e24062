package dev.viduroutes.crash;

import dev.viduroutes.jms.ClassicBroker;
import dev.viduroutes.settings.EnvironmentVariables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** Requests on a queue of ActiveMQ Classic. */
final class ClassicTraffic extends JmsTraffic {

    private final ClassicBroker broker;
    private final String url;

    ClassicTraffic(ClassicBroker broker) {
        this(broker, broker.url());
    }

    /** @param url by which the gateway gets to the broker */
    ClassicTraffic(ClassicBroker broker, String url) {
        super(broker.connect());
        this.broker = broker;
        this.url = url;
    }

    @Override
    public Map<String, String> environment() {
        Properties settings = new Properties();
        try {
            broker.configure(settings, url);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Map<String, String> environment = new HashMap<>(login());
        settings.stringPropertyNames()
                .forEach(key -> environment.put(EnvironmentVariables.nameOf(key), settings.getProperty(key)));
        return environment;
    }

    @Override
    public boolean isDrained() {
        return broker.count(REQUESTS) == 0;
    }
}
