package matrix;

import dev.viduroutes.ViduRoutes;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** A host with a context of its own. Its argument is a file of settings. */
public final class CamelHost {

    private CamelHost() {}

    public static void main(String[] args) throws Exception {
        Properties settings = Orders.settings(args[0]);
        try (CamelContext context = new DefaultCamelContext()) {
            context.getPropertiesComponent().setOverrideProperties(settings);
            ViduRoutes.addTo(context);
            context.start();
            Orders.obey(context);
        }
    }
}
