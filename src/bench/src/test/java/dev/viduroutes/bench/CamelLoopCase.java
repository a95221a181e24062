package dev.viduroutes.bench;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * The loop that one writes first: as many consumers as there are slots; each submits, and asks every 5 s. Camel's HTTP
 * component as it comes, but without its own retry; and delays that hold their thread, since with Camel's default, which
 * frees it, every consumer would take the next request and all of them would knock at once.
 */
final class CamelLoopCase implements Case {

    private static final String ROUTE = """
            - route:
                from:
                  uri: "seda:requests?size=100000&concurrentConsumers={{slots}}"
                  steps:
                    - setVariable: {name: request, simple: {expression: "${body}"}}
                    - setVariable: {name: state, constant: {expression: new}}
                    - loop:
                        doWhile: true
                        simple: {expression: "${variable.state} == 'new'"}
                        steps:
                          - removeHeaders: {pattern: "*"}
                          - setHeader: {name: Authorization, constant: {expression: "Bearer {{key}}"}}
                          - setHeader: {name: Content-Type, constant: {expression: application/json}}
                          - setBody: {simple: {expression: "${variable.request}"}}
                          - to: "{{api}}/api/v1/generateTask/vidu-q3?httpMethod=POST&throwExceptionOnFailure=false"
                          - choice:
                              when:
                                - simple: {expression: "${header.CamelHttpResponseCode} == 200"}
                                  steps:
                                    - unmarshal: {json: {}}
                                    - setVariable: {name: task, simple: {expression: "${body[data][taskId]}"}}
                                    - setVariable: {name: state, constant: {expression: pending}}
                              otherwise:
                                steps:
                                  - delay: {asyncDelayed: false, constant: {expression: "{{interval}}"}}
                    - loop:
                        doWhile: true
                        simple: {expression: "${variable.state} != 'success' && ${variable.state} != 'failed'"}
                        steps:
                          - delay: {asyncDelayed: false, constant: {expression: "{{interval}}"}}
                          - removeHeaders: {pattern: "*"}
                          - setHeader: {name: Authorization, constant: {expression: "Bearer {{key}}"}}
                          - setHeader: {name: CamelHttpQuery, simple: {expression: "taskId=${variable.task}"}}
                          - to: "{{api}}/api/v1/statusTask/vidu-q3?httpMethod=GET&throwExceptionOnFailure=false"
                          - choice:
                              when:
                                - simple: {expression: "${header.CamelHttpResponseCode} == 200"}
                                  steps:
                                    - unmarshal: {json: {}}
                                    - setVariable: {name: state, simple: {expression: "${body[data][state]}"}}
                    - process: {ref: ended}
            """;

    @Override
    public String name() {
        return "camel-loop";
    }

    @Override
    public void run(URI api, Workload workload) throws Exception {
        CountDownLatch open = new CountDownLatch(workload.tasks());
        CamelContext context = new DefaultCamelContext();
        try {
            start(context, api, workload, open);
            ProducerTemplate template = context.createProducerTemplate();
            for (int number = 0; number < workload.tasks(); number++) {
                template.sendBody("seda:requests", PlainApi.document(Workload.prompt(number)));
            }
            if (!open.await(workload.deadline().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TimeoutException(open.getCount() + " requests are open at the deadline");
            }
        } finally {
            context.stop();
        }
    }

    private static void start(CamelContext context, URI api, Workload workload, CountDownLatch open) throws Exception {
        long interval = workload.scaled(Duration.ofSeconds(5)).toMillis();
        Properties values = new Properties();
        values.putAll(Map.of(
                "api", api.toString(),
                "key", Workload.KEY,
                "slots", Integer.toString(workload.slots()),
                "interval", Long.toString(interval)));
        context.getPropertiesComponent().setOverrideProperties(values);
        context.getRegistry().bind("ended", (Processor) exchange -> open.countDown());
        context.getShutdownStrategy().setTimeout(5);
        // Its client's own retry waits for whole seconds, which can't be scaled; the loop itself tries again.
        context.getComponent("http", HttpComponent.class).setAutomaticRetriesDisabled(true);
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("loop.yaml", ROUTE));
        context.start();
    }
}
