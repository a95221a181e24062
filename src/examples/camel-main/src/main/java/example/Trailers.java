package example;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/** Makes a video of each request file that is dropped into a folder, and writes what became of it. */
public final class Trailers extends RouteBuilder {

    public static void main(String[] args) throws Exception {
        Main main = new Main(Trailers.class);
        main.run(args);
    }

    @Override
    public void configure() {
        from("file:{{trailers.in:target/in}}?include=.*\\.json&initialDelay=0&delay=200")
                .routeId("trailers")
                .setVariable("name", header("CamelFileNameOnly"))
                .to("direct:vidu-generate")
                .convertBodyTo(String.class)
                .setHeader("CamelFileName", variable("name"))
                .to("file:{{trailers.out:target/out}}");
    }
}
