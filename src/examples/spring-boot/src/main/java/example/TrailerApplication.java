package example;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The dependency and {@code vidu.*} in application.yaml bring the routes. */
@SpringBootApplication
public class TrailerApplication {

    public static void main(String[] args) {
        SpringApplication.run(TrailerApplication.class, args);
    }
}
