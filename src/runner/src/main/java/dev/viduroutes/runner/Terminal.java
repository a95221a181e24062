package dev.viduroutes.runner;

import java.io.Console;

/** Whether a person sits before this process. */
final class Terminal {

    private Terminal() {}

    /** From Java 22 on there is a console also where nobody sits before it, such as a service's log. */
    static boolean isThere() {
        Console console = System.console();
        try {
            return console != null
                    && (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException before22) {
            return true;
        } catch (ReflectiveOperationException unknown) {
            return false;
        }
    }
}
