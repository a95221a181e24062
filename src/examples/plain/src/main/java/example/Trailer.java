package example;

import dev.viduroutes.ViduRoutes;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.VideoRequest;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** Makes one video. VIDU_API_KEY and VIDU_S3_BUCKET stand in the environment. */
public final class Trailer {

    private Trailer() {}

    public static void main(String[] args) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            ViduRoutes.addTo(context);
            context.start();
            System.out.println(make(context, args[0]));
        }
    }

    static Outcome make(CamelContext context, String prompt) {
        VideoRequest request = VideoRequest.textToVideo(prompt).duration(5).resolution("720p");
        return context.createProducerTemplate().requestBody("direct:vidu-generate", request, Outcome.class);
    }
}
