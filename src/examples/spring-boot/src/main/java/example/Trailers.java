package example;

import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.VideoRequest;
import org.apache.camel.ProducerTemplate;
import org.springframework.stereotype.Service;

/** What the rest of the application uses. */
@Service
class Trailers {

    private final ProducerTemplate camel;

    Trailers(ProducerTemplate camel) {
        this.camel = camel;
    }

    Outcome make(String id, String prompt) {
        VideoRequest request = VideoRequest.textToVideo(prompt).requestId(id).duration(5);
        return camel.requestBody("direct:vidu-generate", request, Outcome.class);
    }
}
