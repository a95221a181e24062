package matrix;

import org.apache.camel.CamelContext;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A host on Spring Boot. Its argument is a file of settings. */
@SpringBootApplication
public class BootHost {

    public static void main(String[] args) throws Exception {
        String[] settings = Orders.settings(args[0]).entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
        try (ConfigurableApplicationContext running = SpringApplication.run(BootHost.class, settings)) {
            Orders.obey(running.getBean(CamelContext.class));
        }
    }
}
