package dev.viduroutes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.callback.CallbackUrls;
import dev.viduroutes.images.ImageLinks;
import dev.viduroutes.images.LinkException;
import dev.viduroutes.request.Task;
import dev.viduroutes.settings.Settings;

/** Makes the calls that create tasks; in callback mode each asks to be told of the end of its task. */
public final class SubmitCalls {

    private final boolean callbacks;
    private final CallbackUrls urls;
    private final ImageLinks links;

    public SubmitCalls(Settings settings, CallbackUrls urls, ImageLinks links) {
        callbacks = settings.api().callbacks();
        this.urls = urls;
        this.links = links;
    }

    /**
     * @return the call that creates a task: what it starts is billed, and a repetition is billed again
     * @throws LinkException if a picture of it can't be linked to now; nothing was sent
     */
    public ApiCall generateTask(Task task) throws LinkException {
        ApiCall unsigned = ApiCall.generateTask(task);
        ApiCall call = unsigned.with(links.signed(unsigned.body()));
        if (!callbacks) {
            return call;
        }
        ObjectNode body = call.body()
                .<ObjectNode>deepCopy()
                .put("request_type", "callback")
                .put("callback_url", urls.of(task.account(), task.request().id(), task.submits()));
        return call.with(body);
    }
}
