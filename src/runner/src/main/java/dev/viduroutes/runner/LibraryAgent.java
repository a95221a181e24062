package dev.viduroutes.runner;

import dev.viduroutes.settings.SettingsException;
import java.lang.instrument.Instrumentation;

/**
 * Puts the jars of the folder {@code lib} on the class path, behind the runner's own classes. Java calls it before the main
 * method, since the manifest of the runner's jar names it as {@code Launcher-Agent-Class}. It has to be the class path itself:
 * clients look for classes in the class loader of the thread, in their own, and in the program's.
 */
public final class LibraryAgent {

    private LibraryAgent() {}

    /** Ends the process if a jar can't be read: what it was put there for would be missing later. */
    public static void agentmain(String arguments, Instrumentation classPath) {
        try {
            LibraryFolder.besideTheRunner().ifPresent(folder -> folder.addTo(classPath));
        } catch (SettingsException unusable) {
            System.exit(Main.explain(unusable));
        }
    }
}
