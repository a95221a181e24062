package dev.viduroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every rule of the contract's two tables of fields. Bodies are written with ' for ". */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestRulesTest {

    private static final String PATH = "/api/v1/generateTask/vidu-q3";
    private static final String TEXT = "{'input':{'mode':'text-to-video','prompt':'a fox',%s}}";
    private static final String IMAGE = "{'input':{'mode':'image-to-video',%s}}";

    private Sandbox sandbox;
    private Caller caller;

    @BeforeAll
    void start() {
        sandbox = Sandbox.builder()
                .timeScale(10_000)
                .limits(10_000, Duration.ofSeconds(60), 10_000)
                .start();
        caller = new Caller(sandbox);
    }

    @AfterAll
    void stop() {
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'duration':0 | input.duration is 0; vidu-q3 makes 1 to 16 seconds",
                "'duration':17 | input.duration is 17; vidu-q3 makes 1 to 16 seconds",
                "'duration':20 | input.duration is 20; vidu-q3 makes 1 to 16 seconds",
                "'duration':5.5 | input.duration is 5.5; vidu-q3 makes",
                "'duration':'5' | input.duration is \"5\"; vidu-q3 makes",
                "'duration':99999999999 | input.duration is 99999999999",
                "'duration':null | input.duration is null",
                "'resolution':'480p' | input.resolution is \"480p\"; it must be one of 540p, 720p, 1080p",
                "'resolution':720 | input.resolution is 720",
                "'style':'noir' | input.style is \"noir\"; it must be one of general, anime",
                "'aspect_ratio':'2:1' | input.aspect_ratio is \"2:1\"; it must be one of 16:9, 9:16, 4:3, 3:4, 1:1",
                "'movement':'huge' | input.movement is \"huge\"; it must be one of auto, small, medium, large",
                "'sound':'yes' | input.sound is \"yes\"; it must be true or false",
                "'bgm':1 | input.bgm is 1; it must be true or false",
                "'seed':-2 | input.seed is -2; it must be a whole number from -1 to 2147483647",
                "'seed':2147483648 | input.seed is 2147483648",
                "'seed':1.5 | input.seed is 1.5",
                "'image_urls':['https://a.example/1.png'] | it is for image modes only",
                "'image_urls':[] | input.image_urls is []; it is for image modes only"
            })
    void aTextRequestThatBreaksARuleIsRefused(String field, String message) {
        assertRefused(String.format(TEXT, field), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'prompt':'x' | input.image_urls is missing; image modes need 1 image",
                "'image_urls':[] | input.image_urls is []; image modes need 1 image",
                "'image_urls':['https://a.example/1','https://a.example/2','https://a.example/3'] | input.image_urls is",
                "'image_urls':'https://a.example/1' | input.image_urls is \"https://a.example/1\"",
                "'image_urls':['ftp://a.example/1'] | every image must be an http or https URL",
                "'image_urls':['/1.png'] | every image must be an http or https URL",
                "'image_urls':[7] | every image must be an http or https URL",
                "'image_urls':['https://a.example/1'],'style':'anime' | input.style is \"anime\"; it is for text modes",
                "'image_urls':['https://a.example/1'],'aspect_ratio':'1:1' | input.aspect_ratio is \"1:1\"; it is for",
                "'image_urls':['https://a.example/1'],'prompt':'' | a prompt has 1 to 5000 characters"
            })
    void anImageRequestThatBreaksARuleIsRefused(String fields, String message) {
        assertRefused(String.format(IMAGE, fields), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | the body is not a JSON object",
                "{} | input is missing; it must be an object",
                "{'input':'x'} | input is \"x\"; it must be an object",
                "{'input':{'prompt':'x'}} | input.mode is missing; it must be one of text-to-video, image-to-video",
                "{'input':{'mode':'video','prompt':'x'}} | input.mode is \"video\"; it must be one of",
                "{'input':{'mode':'text-to-video'}} | input.prompt is missing; text modes need one",
                "{'input':{'mode':'turbo-text-to-video'}} | input.prompt is missing",
                "{'input':{'mode':'turbo-image-to-video'}} | input.image_urls is missing",
                "{'input':{'mode':'text-to-video','prompt':''}} | it has 0 characters; a prompt has 1 to 5000",
                "{'input':{'mode':'text-to-video','prompt':5}} | input.prompt is 5",
                "{'request_type':'sync','input':{}} | request_type is \"sync\"; it must be one of async, callback",
                "{'request_type':'callback','input':{}} | callback_url is missing; an http or https URL is required",
                "{'request_type':'callback','callback_url':'x','input':{}} | callback_url is \"x\"",
                "{'provider':'','input':{}} | provider is \"\"; it must be auto, value, official or",
                "{'provider':7,'input':{}} | provider is 7",
                "{'input':{ | the body is not JSON",
                "{'input':{}} {} | the body is not JSON",
                "nonsense | the body is not JSON"
            })
    void aBodyThatBreaksARuleIsRefused(String body, String message) {
        assertRefused(body, message);
    }

    @Test
    void aPromptHasAtMost5000Characters() {
        assertThat(post(prompted("x".repeat(5000))).statusCode()).isEqualTo(200);
        assertRefused(prompted("x".repeat(5001)), "it has 5001 characters; a prompt has 1 to 5000 characters");
        // A character outside the basic plane is one character, although Java counts two.
        assertThat(post(prompted("\uD83E\uDD8A".repeat(5000))).statusCode()).isEqualTo(200);
    }

    @Test
    void aBodyHasAtMostOneMebibyte() {
        String padding = " ".repeat((1 << 20) - prompted("x").length());
        assertThat(post(prompted("x") + padding).statusCode()).isEqualTo(200);
        assertRefused(prompted("x") + padding + " ", "the body is larger than 1048576 bytes");
    }

    @Test
    void theBodyMustSayThatItIsJson() {
        HttpResponse<String> answer = caller.send(caller.request(PATH)
                .POST(BodyPublishers.ofString(Caller.text("x")))
                .build());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("Content-Type is missing; it must be application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'input':{'mode':'text-to-video','prompt':'x'}}",
                "{'input':{'mode':'turbo-text-to-video','prompt':'x','duration':1,'unknown':{}},'more':1}",
                "{'request_type':'async','provider':'value','input':{'mode':'text-to-video','prompt':'x','duration':16,"
                        + "'resolution':'1080p','style':'anime','aspect_ratio':'3:4','movement':'large','sound':false,"
                        + "'bgm':true,'seed':-1}}",
                "{'input':{'mode':'text-to-video','prompt':'x','seed':2147483647}}",
                "{'input':{'mode':'image-to-video','image_urls':['https://a.example/1']}}",
                "{'input':{'mode':'turbo-image-to-video','prompt':'x','movement':'small','image_urls':"
                        + "['https://a.example/1','https://a.example/2']}}",
                "{'request_type':'callback','callback_url':'http://127.0.0.1:9/','input':{'mode':'text-to-video',"
                        + "'prompt':'sandbox:no-callback'}}"
            })
    void aRequestThatKeepsTheRulesIsAccepted(String body) {
        HttpResponse<String> answer = post(body);
        assertThat(answer.body()).contains("\"code\":200", "\"taskId\":\"task_");
    }

    private static String prompted(String prompt) {
        return "{'input':{'mode':'text-to-video','prompt':'" + prompt + "'}}";
    }

    private void assertRefused(String body, String message) {
        int before = sandbox.ledger().tasks().size();
        HttpResponse<String> answer = post(body);
        JsonNode envelope = Caller.body(answer);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(envelope.path("code").asInt()).isEqualTo(400);
        assertThat(envelope.path("message").asText()).contains(message);
        assertThat(sandbox.ledger().tasks()).hasSize(before);
    }

    private HttpResponse<String> post(String body) {
        return caller.post(PATH, body.replace('\'', '"'));
    }
}
